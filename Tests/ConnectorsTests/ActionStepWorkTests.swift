import LocalServer
import Matters
import Testing

@testable import Connectors

@Suite(.timeLimit(.minutes(2))) struct `Fetching what a firm does and files` {
    private static let action = #"{"actions": {"id": 70151, "links": {"relatedActions": ["9", 8, "70151", "9"]}}}"#

    private func fetch(_ facets: Facets, _ answers: [String: String]) async throws -> MatterSnapshot {
        let bench = try await PracticeBench(rest: answers.merging(["actions/70151": Self.action]) { first, _ in first })
        return try #require(try await bench.client.fetch(facets, of: ["70151"]).first)
    }

    @Test func `tasks are read with the day on which they fall due, with a zone or without`() async throws {
        let snapshot = try await fetch(
            .tasks,
            [
                "tasks": """
                {"tasks": [{"id": 2347, "name": "Order searches", "status": "Incomplete", "priority": "High",
                   "dueTimestamp": "2026-05-10T17:00:00", "completedTimestamp": null,
                   "links": {"action": "70151", "assignee": "21188"}},
                  {"id": "2348", "name": "Call", "status": "Complete", "completedTimestamp": "2026-05-03T23:59:00+10:00",
                   "links": {"action": 70151, "assignee": null}},
                  {"id": 2349, "name": "Gone", "status": "Deleted", "links": {"action": "70151"}},
                  {"id": 2350, "name": "Of another", "status": "Incomplete", "links": {"action": "7"}}],
                 "linked": {"participants": [{"id": 21188, "displayName": "Ng, Ana"}]}}
                """
            ])
        #expect(
            snapshot.tasks == [
                MatterTask(
                    ref: "2347", name: "Order searches", status: "Incomplete", isDone: false, priority: "High",
                    assignee: "Ng, Ana", dueOn: CalendarDate("2026-05-10"), completedOn: nil),
                MatterTask(
                    ref: "2348", name: "Call", status: "Complete", isDone: true, priority: nil, assignee: nil,
                    dueOn: nil, completedOn: CalendarDate("2026-05-03")),
            ])
        #expect(snapshot.timeEntries == nil && snapshot.withheld.isEmpty)
    }

    @Test func `hours and money are exact, as numbers or as text`() async throws {
        let snapshot = try await fetch(
            .money,
            [
                "timeentries": """
                {"timeentries": {"id": 47, "timestampDate": "2026-05-02T00:00:00+10:00", "description": "Review contract",
                  "actualHours": "0.50", "billableHours": 0.1, "billableAmount": 1200, "isBillable": "T",
                  "links": {"owner": "14", "action": "70151"}}}
                """,
                "disbursements": """
                {"disbursements": [{"id": 529, "date": "2026-05-02", "description": "Title search", "quantity": 3,
                   "unitPrice": 24.10, "unitPriceIncludesTax": "T", "isAnticipated": "F", "links": {"action": "70151"}},
                  {"id": 530, "date": "2-May-2026", "quantity": null, "unitPrice": "7.00", "isAnticipated": true,
                   "links": {"action": "70151"}}]}
                """,
            ])
        let entry = try #require(snapshot.timeEntries?.first)
        #expect(entry.hours?.text() == "0.5" && entry.billableHours?.text() == "0.1")
        #expect(entry.amount?.text(placesMin: 2) == "1200.00")
        #expect(entry.workedOn == CalendarDate("2026-05-02") && entry.isBillable)
        let costs = try #require(snapshot.disbursements)
        #expect(costs.map { $0.amount?.text() } == ["72.3", "7"])
        #expect(costs.map(\.incurredOn) == [CalendarDate("2026-05-02"), CalendarDate("2026-05-02")])
        #expect(costs.map(\.includesTax) == [true, false] && costs.map(\.isAnticipated) == [false, true])
    }

    @Test func `a document's folder is named from the outermost, and a folder in itself ends`() async throws {
        let snapshot = try await fetch(
            [.documents, .notes],
            [
                "actiondocuments": """
                {"actiondocuments": [
                  {"id": 1, "links": {"action": "70151", "folder": "288", "tags": ["10001", 10002, "as text"]}},
                  {"id": 2, "links": {"action": "70151", "folder": 300, "tags": null}},
                  {"id": 3, "links": {"action": "70151", "folder": "999"}}, {"id": 4, "links": {"action": "70151"}}]}
                """,
                "actionfolders": """
                {"actionfolders": [{"id": 287, "name": "Client", "links": {"action": "70151", "parentFolder": null}},
                  {"id": 288, "name": "Signed\\nhere", "links": {"action": "70151", "parentFolder": "287"}},
                  {"id": 300, "name": "Loop", "links": {"action": "70151", "parentFolder": "300"}}]}
                """,
                "tags/10001,10002": #"{"tags": [{"id": 10001, "name": "urgent"}]}"#,
                "filenotes": #"{"filenotes": {"id": 5, "text": "x", "links": {"action": "70151", "tags": "10001"}}}"#,
                "tags/10001": #"{"tags": {"id": "10001", "name": "urgent"}}"#,
            ])
        let filings = try #require(snapshot.documents).map(\.filing)
        #expect(filings.first == Filing(folder: "Client/Signed here", tags: ["10002", "as text", "urgent"]))
        #expect(filings[1]?.folder?.hasPrefix("Loop/Loop") == true)
        #expect(filings[2] == Filing(folder: "999", tags: []) && filings[3] == Filing(folder: nil, tags: []))
        #expect(snapshot.notes?.first?.tags == ["urgent"])
    }

    @Test func `related matters come once each, without the matter itself`() async throws {
        #expect(try await fetch(.details, [:]).details?.related == ["8", "9"])
    }

    @Test(arguments: [
        LocalServer.Reply.answer(404), .answer(403, body: #"{"error": "insufficient_scope"}"#),
        .answer(403, body: #"{"errors": [{"code": "AS", "detail": "insufficient_scope: tasks"}]}"#),
    ])
    func `what the grant does not cover is said to be withheld, and the rest is read`(
        reply: LocalServer.Reply
    ) async throws {
        let bench = try await PracticeBench { request in
            if request.uri.contains("/actions/") { return .answer(200, body: Self.action) }
            let isCovered = !["tasks", "timeentries", "disbursements"].contains { request.uri.contains("/\($0)") }
            return isCovered ? .answer(204) : reply
        }
        let snapshot = try #require(try await bench.client.fetch(.all, of: ["70151"]).first)
        #expect(snapshot.tasks == nil && snapshot.timeEntries == nil && snapshot.disbursements == nil)
        #expect(snapshot.withheld == ["tasks", "timeentries", "disbursements"])
        #expect(snapshot.notes == [] && snapshot.details != nil)
    }

    @Test func `a grant that does not cover the matters themselves is a failure that names them`() async throws {
        let bench = try await PracticeBench { _ in .answer(403, body: #"{"error":"insufficient_scope"}"#) }
        let found = await failure { () throws(PracticeFailure) in
            try await bench.client.fetch(.all, of: ["70151"])
        }
        #expect(found == .insufficientScope("actions"))
    }
}
