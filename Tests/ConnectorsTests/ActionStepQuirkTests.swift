import Egress
import LocalServer
import Matters
import Synchronization
import Testing

@testable import Connectors

/// Where sources on the real system differ from one another, or from what one would expect: both ways must read the same.
@Suite(.timeLimit(.minutes(2))) struct `Quirks of ActionStep` {
    struct Quirk: Sendable {
        var name: String
        var facets: Facets
        /// By the path after `/api/rest/`; nil for 204 without a body.
        var one: [String: String?]
        var other: [String: String?]
    }

    /// One resource, in two spellings.
    private static func quirk(
        _ name: String, _ facets: Facets, _ resource: String, _ one: String?, _ other: String?
    ) -> Quirk {
        func body(_ rows: String?) -> [String: String?] { [resource: rows.map { "{\"\(resource)\": \($0)}" }] }
        return Quirk(name: name, facets: facets, one: body(one), other: body(other))
    }

    private static func matter(_ name: String, _ one: String, _ other: String) -> Quirk {
        func body(_ row: String) -> [String: String?] { ["actions/70151": "{\"actions\": \(row)}"] }
        return Quirk(name: name, facets: .details, one: body(one), other: body(other))
    }

    static let quirks: [Quirk] = [
        quirk(
            "ids are numbers, or text", .notes, "filenotes", #"[{"id": 5, "text": "a", "links": {"action": 70151}}]"#,
            #"[{"id": "5", "text": "a", "links": {"action": "70151"}}]"#),
        quirk(
            "one row is an object, or an array of one", .notes, "filenotes",
            #"{"id": 5, "text": "a", "links": {"action": "70151"}}"#,
            #"[{"id": 5, "text": "a", "links": {"action": "70151"}}]"#),
        quirk("no rows are 204, or an empty array", .notes, "filenotes", nil, "[]"),
        quirk("no rows are 204, or null", .tasks, "tasks", nil, "null"),
        quirk(
            "a relation that is not there is null, or missing", .documents, "actiondocuments",
            #"{"id": 5, "name": "a", "links": {"action": "70151", "folder": null, "tags": null}}"#,
            #"{"id": 5, "name": "a", "links": {"action": "70151"}}"#),
        quirk(
            "a relation that is not there is null, or holds null", .documents, "actiondocuments",
            #"{"id": 5, "name": "a", "links": {"action": "70151", "folder": null, "tags": []}}"#,
            #"{"id": 5, "name": "a", "links": {"action": "70151", "folder": {"data": null}, "tags": {"data": null}}}"#),
        quirk(
            "relations are links, or relationships", .notes, "filenotes",
            #"{"id": 5, "text": "a", "links": {"action": "70151"}}"#,
            #"{"id": 5, "text": "a", "relationships": {"action": {"data": {"type": "actions", "id": "70151"}}}}"#),
        quirk(
            "a relation to many is an array, or one id", .notes, "filenotes",
            #"{"id": 5, "text": "a", "links": {"action": ["70151"], "tags": ["urgent"]}}"#,
            #"{"id": 5, "text": "a", "links": {"action": "70151", "tags": "urgent"}}"#),
        quirk(
            "relations are named in camel case, or with underscores", .values, "datacollectionrecordvalues",
            #"{"id": "8--d--6", "stringValue": "x", "links": {"action": "70151", "dataCollectionRecord": "7"}}"#,
            #"{"id": "8--d--6", "stringValue": "x", "links": {"action": "70151", "data_collection_record": "7"}}"#),
        quirk(
            "the role of a party stands in its links, or in its id alone", .parties, "actionparticipants",
            #"{"id": "70151--60--8841", "links": {"action": "70151", "participantType": "60", "participant": "8841"}}"#,
            #"{"id": "70151--60--8841", "links": {"action": "70151"}}"#),
        quirk(
            "sizes and dates are numbers, or text", .documents, "actiondocuments",
            #"{"id": 5, "name": "a", "fileSize": 700, "fileName": "a", "links": {"action": "70151"}}"#,
            #"{"id": 5, "name": "a", "fileSize": "700", "fileName": "a", "links": {"action": "70151"}}"#),
        quirk(
            "hours and money are numbers, or text", .money, "timeentries",
            #"{"id": 5, "actualHours": 0.5, "billableAmount": 200, "isBillable": "T", "links": {"action": "70151"}}"#,
            #"{"id": 5, "actualHours": "0.50", "billableAmount": "200.00", "isBillable": true, "links": {"action": "70151"}}"#
        ),
        quirk(
            "a day is written as ISO 8601, or as the vendor's samples do", .money, "disbursements",
            #"{"id": 5, "date": "1987-05-23", "isAnticipated": "F", "links": {"action": "70151"}}"#,
            #"{"id": 5, "date": "23-May-1987", "isAnticipated": null, "links": {"action": "70151"}}"#),
        quirk(
            "a task's time has a zone, or none", .tasks, "tasks",
            #"{"id": 5, "dueTimestamp": "2026-05-10T17:00:00+10:00", "links": {"action": "70151"}}"#,
            #"{"id": 5, "dueTimestamp": "2026-05-10T17:00:00", "links": {"action": "70151"}}"#),
        matter(
            "a matter's creation is a date, or a moment", #"{"id": 70151, "createdTimestamp": "2026-05-01"}"#,
            #"{"id": 70151, "createdTimestamp": "2026-05-01T00:00:00+10:00"}"#),
        matter(
            "flags are letters, or words", #"{"id": 70151, "isDeleted": "T"}"#, #"{"id": 70151, "isDeleted": true}"#),
        matter(
            "flags are letters, or text", #"{"id": 70151, "isDeleted": "T"}"#, #"{"id": 70151, "isDeleted": "true"}"#),
        matter(
            "flags that are not set are F, or null", #"{"id": 70151, "isDeleted": "F"}"#,
            #"{"id": 70151, "isDeleted": null}"#),
        matter("flags that are not set are F, or missing", #"{"id": 70151, "isDeleted": "F"}"#, #"{"id": 70151}"#),
        matter(
            "a character that no database holds is left out", #"{"id": 70151, "name": "a\u0000b"}"#,
            #"{"id": 70151, "name": "ab"}"#),
        matter("texts are empty, or null", #"{"id": 70151, "name": ""}"#, #"{"id": 70151, "name": null}"#),
        matter(
            "related matters are missing, or an empty list", #"{"id": 70151}"#,
            #"{"id": 70151, "links": {"relatedActions": []}}"#),
        Quirk(
            name: "what was asked to come along does, or must be asked for", facets: [.details, .parties, .values],
            one: [
                "actions/70151": """
                {"actions": {"id": 70151, "links": {"actionType": "33", "step": "33--4", "assignedTo": "11"}},
                 "linked": {"actiontypes": [{"id": 33, "name": "Sale"}], "steps": [{"id": "33--4", "stepName": "Pre"}],
                  "participants": [{"id": 11, "displayName": "Ng, Ana"}]}}
                """,
                "actionparticipants": """
                {"actionparticipants": {"id": "70151--60--8841", "links": {"action": "70151"}},
                 "linked": {"participants": [{"id": 8841, "displayName": "Hunt"}],
                  "participanttypes": {"id": 60, "name": "Broker"}}}
                """,
                "datacollectionrecordvalues": """
                {"datacollectionrecordvalues": {"id": "8--due--6", "stringValue": "x", "links": {"action": "70151"}},
                 "linked": {"datacollectionfields": [{"id": "8--due", "name": "due", "label": "Due", "dataType": "Str255"}],
                  "datacollections": [{"id": 8, "name": "keydates", "label": "Key dates"}]}}
                """,
            ],
            other: [
                "actions/70151": """
                {"actions": {"id": 70151, "links": {"actionType": "33", "step": "33--4", "assignedTo": "11"}}}
                """,
                "actiontypes/33": #"{"actiontypes": {"id": "33", "name": "Sale"}}"#,
                "steps/33--4": #"{"steps": {"id": "33--4", "stepName": "Pre"}}"#,
                "participants/11": #"{"participants": {"id": 11, "displayName": "Ng, Ana"}}"#,
                "actionparticipants": """
                {"actionparticipants": {"id": "70151--60--8841", "links": {"action": "70151"}}, "linked": null}
                """,
                "participants/8841": #"{"participants": [{"id": "8841", "displayName": "Hunt"}]}"#,
                "participanttypes/60": #"{"participanttypes": {"id": "60", "name": "Broker"}}"#,
                "datacollectionrecordvalues": """
                {"datacollectionrecordvalues": [{"id": "8--due--6", "stringValue": "x", "links": {"action": "70151"}}],
                 "linked": {}}
                """,
                "datacollectionfields/8--due":
                    #"{"datacollectionfields": {"id": "8--due", "name": "due", "label": "Due", "dataType": "Str255"}}"#,
                "datacollections/8": #"{"datacollections": {"id": 8, "name": "keydates", "label": "Key dates"}}"#,
            ]),
    ]

    @Test(arguments: quirks)
    func `read the same either way`(quirk: Quirk) async throws {
        let one = try await read(quirk.one, quirk.facets)
        let other = try await read(quirk.other, quirk.facets)
        #expect(one == other, "\(quirk.name)")
        #expect(one.exists && one.facets == quirk.facets, "\(quirk.name)")
    }

    private func read(_ answers: [String: String?], _ facets: Facets) async throws -> MatterSnapshot {
        let known: [String: String?] = ["actions/70151": #"{"actions": {"id": 70151}}"#]
        let rest = known.merging(answers) { $1 }.compactMapValues(\.self)
        return try #require(try await PracticeBench(rest: rest).client.fetch(facets, of: ["70151"]).first)
    }

    @Test(arguments: [
        "", "/", "/api", "/api/", "/api//", "/api/rest", "/api/rest/", "/rest",
    ])
    func `the API is found however its endpoint is spelled`(ending: String) async throws {
        let bench = try await PracticeBench { request in
            request.uri.hasSuffix("/oauth/token")
                ? PracticeBench.tokens(2, endpoint: "http://\(request.headers["host"] ?? "")\(ending)")
                : .answer(request.headers["authorization"] == "Bearer AT-1" ? 401 : 204)
        }
        #expect(try await bench.client.matterPage(1).matters.isEmpty)
        #expect(bench.uris.last?.hasPrefix("/api/rest/actions?") == true)
    }

    @Test(arguments: [
        #"{"errors": {"id": "e-1", "status": 404, "title": "Not Found", "detail": "Action 9", "links": {"about": null}}}"#,
        #"{"errors": [{"status": "404", "title": "Not Found"}]}"#, #"{"error": "not_found", "error_description": "x"}"#,
        #"{"message": "x"}"#, "<html>", "", "null", #"["x"]"#,
    ])
    func `an error is known by its status, whatever its body looks like`(body: String) async throws {
        for (status, expected) in [
            (400, PracticeFailure.refused(status: 400)), (403, .forbidden), (404, .notFound),
            (405, .refused(status: 405)), (415, .refused(status: 415)), (500, .unavailable(status: 500)),
        ] {
            let bench = try await PracticeBench { _ in .answer(status, body: body) }
            let found = await failure { () throws(PracticeFailure) in try await bench.client.matterPage(1) }
            #expect(found == expected)
        }
    }

    @Test(arguments: [
        (rowsAPage: 200, paging: true), (200, false), (50, true), (50, false), (100, false),
    ])
    func `all pages are read, whether a page is capped and whether it says how many there are`(
        rowsAPage: Int, paging: Bool
    ) async throws {
        let bench = try await PracticeBench { request in
            guard request.uri.contains("/filenotes") else { return .answer(200, body: #"{"actions": {"id": 1}}"#) }
            let page = (1...9).last { request.uri.hasSuffix("page=\($0)") } ?? 1
            let ids = Array(1...401).dropFirst((page - 1) * rowsAPage).prefix(rowsAPage)
            guard !ids.isEmpty else { return .answer(204) }
            let rows = ids.map { #"{"id": \#($0), "text": "n", "links": {"action": "1"}}"# }
            let list = rows.count == 1 ? rows[0] : "[\(rows.joined(separator: ","))]"
            let pages = (400 + rowsAPage) / rowsAPage
            let next = "http://firm.actionstep.com.actionstep.com/api/rest/filenotes?page=\(page + 1)"
            let meta =
                #"{"paging": {"filenotes": {"recordCount": "401", "pageCount": \#(pages), "nextPage": "\#(next)"}}}"#
            return .answer(200, body: #"{"filenotes": \#(list), "meta": \#(paging ? meta : "{}")}"#)
        }
        let notes = try #require(try await bench.client.fetch(.notes, of: ["1"]).first?.notes)
        #expect(Set(notes.map(\.ref)).count == 401)
    }

    @Test func `a system that answers every page with the first does not keep us for ever`() async throws {
        let rows = (1...60).map { #"{"id": \#($0), "text": "n", "links": {"action": "1"}}"# }.joined(separator: ",")
        let bench = try await PracticeBench { request in
            request.uri.contains("/filenotes")
                ? .answer(200, body: "{\"filenotes\": [\(rows)]}") : .answer(200, body: #"{"actions": {"id": 1}}"#)
        }
        #expect(try await bench.client.fetch(.notes, of: ["1"]).first?.notes?.count == 60)
        #expect(bench.uris.count == 3)
    }

    @Test(arguments: [(status: 200, body: true), (204, false), (404, false)], [200, 201])
    func `hooks are made and deleted with any of the answers that were seen`(
        deleted: (status: Int, body: Bool), created: Int
    ) async throws {
        let hook = #"{"resthooks": {"id": "46", "eventName": "A", "targetUrl": "u", "status": "Deleted"}}"#
        let bench = try await PracticeBench { request in
            request.method == "POST"
                ? .answer(created, body: hook.replacing("Deleted", with: "Active"))
                : .answer(deleted.status, body: deleted.body ? hook : "")
        }
        #expect(try await bench.client.createHook(event: "A", url: "u").id == "46")
        try await bench.client.deleteHook("46")
    }

    @Test(arguments: [
        (#""lastTriggered": "2020-04-03T12:34:30+13:00""#, true), (#""lastTriggered": """#, false),
        (#""triggeredLastTimestamp": "2020-04-03T12:34:30+13:00""#, true), (#""triggeredLastTimestamp": null"#, false),
    ])
    func `a hook tells its last notice in either field`(field: String, isTold: Bool) async throws {
        let hook =
            #"{"id": 46, "eventName": "A", "targetUrl": "u", "status": "Active", "triggeredCount": "7", \#(field)}"#
        let bench = try await PracticeBench(rest: ["resthooks": "{\"resthooks\": \(hook)}"])
        let found = try #require(try await bench.client.hooks().first)
        #expect(found.triggeredCount == 7)
        #expect((found.lastTriggeredAt != nil) == isTold)
    }
}
