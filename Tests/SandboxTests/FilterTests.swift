import HTTPTypes
import Storage
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `A filter written like SQL` {
    @Test(
        arguments: [
            ("action = 5", [Filter(path: ["action"], test: .isOneOf(["5"]))]),
            (
                "action = 5 AND dataCollection.name = 'convdet'",
                [
                    Filter(path: ["action"], test: .isOneOf(["5"])),
                    Filter(path: ["dataCollection", "name"], test: .isOneOf(["convdet"])),
                ]
            ),
            ("status ilike '%active%'", [Filter(path: ["status"], test: .isLike(pieces: ["", "active", ""]))]),
            ("name='O''Neil, \"K\"'", [Filter(path: ["name"], test: .isOneOf(["O'Neil, \"K\""]))]),
            ("name = \"it's\"", [Filter(path: ["name"], test: .isOneOf(["it's"]))]),
            ("id IN (1,2 , '3')", [Filter(path: ["id"], test: .isOneOf(["1", "2", "3"]))]),
            (
                "a >= 1 and b<2",
                [
                    Filter(path: ["a"], test: .compares(">=", "1")), Filter(path: ["b"], test: .compares("<", "2")),
                ]
            ),
            ("a <> 'and'", [Filter(path: ["a"], test: .isNoneOf(["and"]))]),
            (
                "a != 1 AND a > 2 AND a <= 3",
                [
                    Filter(path: ["a"], test: .isNoneOf(["1"])), Filter(path: ["a"], test: .compares(">", "2")),
                    Filter(path: ["a"], test: .compares("<=", "3")),
                ]
            ),
        ] as [(String, [Filter])])
    func `says what it means`(_ text: String, _ filters: [Filter]) throws {
        #expect(try FilterText.conditions(text) == filters)
    }

    @Test(arguments: [
        ("", "a field's name is missing"), ("action", "a comparison is missing"), ("action =", "a value is missing"),
        ("action = 'x", "does not end"), ("action = 1 OR action = 2", "“OR” stands where AND"),
        ("action is null", "“is” is not a comparison"), ("(action = 1)", "a field's name is missing"),
        ("a..b = 1", "is not a name"), ("a in 1", "followed by ("), ("a in (1", "does not end"),
        ("a = 1 AND", "a field's name is missing"), ("a ! 1", "belongs nowhere"), ("a = = 1", "a value is missing"),
        ("'a' = 1", "a field's name is missing"), ("a ) 1", "is not a comparison"),
    ])
    func `is refused with what is wrong with it`(_ text: String, _ reason: String) {
        let refusal = #expect(throws: RequestFailure.self) { try FilterText.conditions(text) }
        #expect(refusal?.status == 400)
        #expect(refusal?.detail.contains(reason) == true, "\(refusal?.detail ?? "")")
    }

    @Test func `has a longest text, a longest path and a largest number of conditions`() throws {
        let long = FilterText.charactersMax - "a = ''".count
        _ = try FilterText.conditions("a = '" + String(repeating: "x", count: long) + "'")
        #expect(throws: RequestFailure.self) {
            try FilterText.conditions("a = '" + String(repeating: "x", count: long + 1) + "'")
        }
        var conditions = Conditions()
        let path = Array(repeating: "parentFolder", count: Filter.pathPartsMax - 1) + ["name"]
        try Filter(path: path, test: .isOneOf(["x"])).apply(to: Catalogue.folders, in: &conditions)
        #expect(throws: RequestFailure.self) {
            try Filter(path: ["parentFolder"] + path, test: .isOneOf(["x"])).apply(
                to: Catalogue.folders, in: &conditions)
        }
        let many = (1...RESTLimits.filtersMax).map { _ in "id > 0" }.joined(separator: " AND ")
        _ = try ListQuery([("filter", many)])
        #expect(throws: RequestFailure.self) { try ListQuery([("filter", many), ("id", "1")]) }
    }

    @Test(arguments: [
        ("actions", "id = 70001", 1), ("actions", "actionType.name ilike '%sale%'", 6),
        ("actions", "status ilike '%ACT%' AND id > 70010", 2), ("actions", "id in (70001, 70002)", 2),
        ("actions", "createdTimestamp >= '2000-01-01'", 12), ("actions", "name = 'x'' OR 1 = 1 --'", 0),
        ("actions", "relatedActions = 70004", 1), ("tasks", "action = 70001 AND status = 'Incomplete'", 2),
        ("datacollectionrecordvalues", "action = 70001 AND dataCollection.name = 'keydates'", 5),
        ("actiondocuments", "action = 70001 AND folder.parentFolder.name = 'Client'", 1),
        ("disbursements", "unitPrice > 24.4 AND unitPrice < 24.6 AND description = 'Rates search'", 0),
    ])
    func `finds`(_ resource: String, _ filter: String, _ count: Int) async throws {
        let fixture = try await Fixture()
        let answer = try await fixture.rest(.get, resource + "?filter=" + filter.percentEncoded)
        #expect(answer.status == (count == 0 ? 204 : 200), "\(answer.text)")
        #expect(answer.json["meta"]?["paging"]?[resource]?["recordCount"]?.integer ?? 0 == Int64(count))
        let plus = try await fixture.rest(
            .get, resource + "?filter=" + filter.percentEncoded.replacing("%20", with: "+"))
        #expect(plus.text == answer.text)
    }

    @Test(arguments: ["nothing = 1", "status.name = 1", "id = soon", "modifiedTimestamp > 'soon'", "isDeleted = 'no'"])
    func `is refused by a resource that it does not fit`(_ filter: String) async throws {
        let fixture = try await Fixture(matters: 1)
        #expect(try await fixture.rest(.get, "actions?filter=" + filter.percentEncoded).status == 400)
    }
}

@Suite struct `Conditions of a query string` {
    @Test func `no field ends like a comparison`() {
        let names = Catalogue.all.flatMap { $0.fields.map(\.name) + $0.links.map(\.name) }
        for name in names { #expect(Filter(name: name, text: "1").path == [name]) }
    }

    @Test(
        arguments: [
            ("a", "1", ["a"], .isOneOf(["1"])), ("a_eq", "1,2", ["a"], .isOneOf(["1", "2", "1,2"])),
            ("a_nteq", "1", ["a"], .isNoneOf(["1"])), ("a_gt", "1", ["a"], .compares(">", "1")),
            ("a_gteq", "1", ["a"], .compares(">=", "1")), ("a_lt", "1", ["a"], .compares("<", "1")),
            ("a_lteq", "1", ["a"], .compares("<=", "1")), ("a_ilike", "*b*", ["a"], .isLike(pieces: ["", "b", ""])),
            ("a[b][c_nteq]", "1", ["a", "b", "c"], .isNoneOf(["1"])),
        ] as [(String, String, [String], Filter.Test)])
    func `are read by their ending`(_ name: String, _ text: String, _ path: [String], _ test: Filter.Test) {
        #expect(Filter(name: name, text: text) == Filter(path: path, test: test))
    }
}
