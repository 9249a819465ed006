import HTTPTypes
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `LawVu lists` {
    let lawVu: LawVuFixture
    let ids: [Int64]

    /// Adds three matters to the seeded ones, with names that a filter can select.
    init() async throws {
        lawVu = try await LawVuFixture(matters: 3)
        ids = [
            try await lawVu.newMatter(
                "Zebra One",
                more:
                    #", "externalId": "Z-1", "teamAssigned": {"id": 469}, "fields": {"budget": 10, "risk_rating": "low"}"#
            ),
            try await lawVu.newMatter(
                "zebra two",
                more:
                    #", "urgent": true, "fields": {"budget": 20.5, "settlement_date": "2026-06-01", "jurisdictions": [{"value": "nz"}, {"value": "qld"}]}"#
            ),
            try await lawVu.newMatter(
                "Zebra 100%_'x'", more: #", "status": "Complete", "fields": {"budget": 30, "board_approval": true}"#),
        ]
    }

    private func found(_ filter: String) async throws -> [Int] {
        let path = "v2/matters?$top=200&$filter=" + ("contains(name,'zebra') and (\(filter))").percentEncoded
        return try await lawVu.ids(path).compactMap { ids.firstIndex(of: $0) }
    }

    static let filters: [(String, [Int])] = [
        ("name eq 'Zebra One'", [0]), ("name ne 'Zebra One'", [1, 2]), ("name eq 'Zebra 100%_''x'''", [2]),
        ("contains(name,'100%_')", [2]), ("contains(name,'%')", [2]), ("startswith(name,'zebra t')", [1]),
        ("endswith(name,'ONE')", [0]), ("externalId eq null", [1, 2]), ("externalId ne null", [0]),
        ("restricted eq false", [0, 1, 2]), ("urgent eq true", [1]), ("status eq 'Complete'", [2]),
        ("type/name eq 'Lease' and type/id eq 7495", [0, 1, 2]), ("type/id gt 7495", []),
        ("teamAssigned/id eq 469 or urgent eq true", [0, 1]),
        ("urgent eq true or status eq 'Complete' and name eq 'x'", [1]),
        ("(urgent eq true or status eq 'Complete') and name ne 'x'", [1, 2]),
        ("not (urgent eq true)", [0, 2]), ("not (externalId eq 'Z-1')", [1, 2]),
        ("fields/budget gt 10 and fields/budget le 30", [1, 2]), ("fields/budget eq 20.5", [1]),
        ("fields/board_approval eq true", [2]), ("fields/settlement_date ge 2026-06-01", [1]),
        ("fields/settlement_date lt 2026-06-01", []), ("fields/settlement_date eq null", [0, 2]),
        ("fields/risk_rating/value eq 'low'", [0]), ("fields/jurisdictions/any(j: j/value eq 'qld')", [1]),
        ("fields/jurisdictions/any(j:j eq 'nz' or j eq 'vic')", [1]),
        ("owner/email eq 'lena.hart@riverstone.example'", [0, 1, 2]), ("owner/email eq 'x'", []),
        ("created/dateUtc ge 2026-05-03T23:30:00Z", [0, 1, 2]), ("created/dateUtc gt 2026-05-04", []),
        ("displayId eq 'LV0001-0004'", [0]),
    ]

    @Test func `a filter selects the matching matters`() async throws {
        for (filter, expected) in Self.filters {
            let found = try await found(filter)
            #expect(found == expected, "\(filter)")
        }
    }

    static let pages: [(String, [Int])] = [
        ("$orderby=fields/budget", [0, 1, 2]), ("$orderby=fields/budget%20desc", [2, 1, 0]),
        ("$orderby=externalId%20desc,id%20desc", [0, 2, 1]), ("$orderby=id%20desc&$top=2", [2, 1]),
        ("$orderby=id&$skip=1&$top=1", [1]), ("$skip=3", []), ("$orderby=urgent%20desc,name", [1, 2, 0]),
    ]

    @Test func `a list is sorted and paginated`() async throws {
        for (query, expected) in Self.pages {
            let path = "v2/matters?$filter=" + "contains(name,'zebra')".percentEncoded + "&" + query
            let found = try await lawVu.ids(path).compactMap { ids.firstIndex(of: $0) }
            #expect(found == expected, "\(query)")
        }
    }

    static let wrong = [
        ("$top=0", "$top"), ("$top=201", "$top"), ("$top=x", "$top"), ("$skip=-1", "$skip"),
        ("$orderby=nothing", "nothing"), ("$orderby=name%20up", "$orderby"), ("$orderby=a,b,c,d,e,f", "$orderby"),
        ("$filter=name%20gt%201", "name"),
    ]

    @Test func `an invalid query is rejected with the name of the wrong parameter`() async throws {
        for (query, name) in Self.wrong {
            let answer = try await lawVu.call(.get, "v2/matters?" + query)
            #expect(answer.status == 400, "\(query)")
            #expect(answer.json["errors"]?[name] != nil, "\(query)")
        }
    }

    @Test(arguments: [(29, 29), (30, 30), (31, 30)])
    func `a page has thirty rows by default`(_ matters: Int, _ shown: Int) async throws {
        let lawVu = try await LawVuFixture(matters: matters)
        #expect(try await lawVu.ids("v2/matters").count == shown)
        #expect(try await lawVu.ids("v2/matters?$top=200").count == matters)
    }

    @Test func `the lists of types, fields and options are paginated`() async throws {
        for path in ["v2/matterTypes", "v2/contractTypes", "v2/fields", "v2/fields/risk_rating/options"] {
            let all = try await lawVu.call(.get, path).json["items"]?.array ?? []
            #expect(all.count >= 3)
            let one = try await lawVu.call(.get, path + "?$skip=1&$top=1").json["items"]?.array
            #expect(one == [all[1]])
        }
    }
}

@Suite struct `Invalid OData filters` {
    @Test(arguments: [
        ("name gt 'A'", "name", "Operation 'gt' is not supported for 'name'"),
        ("nothing eq 1", "nothing", "no such property"),
        ("name", "$filter", "comparison is missing"), ("name eq", "$filter", "A value is missing"),
        ("name eq 'a", "$filter", "does not end"), ("name eq 'a' b", "$filter", "and, or, or the end"),
        ("(name eq 'a'", "$filter", "“)” is missing"), ("name like 'a'", "$filter", "not a comparison"),
        ("restricted eq 1", "restricted", "true or false"), ("id eq 'a'", "id", "whole number"),
        ("fields/nothing eq 1", "fields/nothing", "no such property"),
        ("fields/budget eq 'a'", "fields/budget", "a number"),
        ("created/dateUtc gt 1", "created/dateUtc", "a moment"),
        ("name/any(n: n eq 'a')", "name", "single value"),
        ("tags/any(t: id eq 1)", "$filter", "compare t with 'text'"), ("contains(id,'1')", "id", "text property"),
        ("manager eq null", "manager", "no such property"), ("restricted gt null", "restricted", "eq or ne"),
        ("name eq 'a'; DROP TABLE lawvu_items", "$filter", "and, or, or the end"),
        ("a b".padding(25), "$filter", "deep"),
    ])
    func `an invalid filter is rejected with its error and a hint`(
        _ filter: String, _ name: String, _ hint: String
    ) {
        do throws(LawVuProblem) {
            var conditions = ODataConditions(kind: .matter)
            let sql = try conditions.sql(try ODataFilter(filter))
            Issue.record("\(filter) became \(sql)")
        } catch {
            #expect(error.errors.keys.sorted() == [name])
            #expect(error.errors[name]?.first?.contains(hint) == true, "\(error.errors)")
        }
    }
}

extension String {
    /// The text in nested brackets.
    fileprivate func padding(_ count: Int) -> String {
        String(repeating: "(", count: count) + self + String(repeating: ")", count: count)
    }
}
