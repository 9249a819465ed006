import Egress
import LocalServer
import Matters
import Synchronization
import Testing

@testable import Connectors

@Suite(.timeLimit(.minutes(5))) struct `Corrupted responses of ActionStep` {
    /// A matter with something of everything.
    static let answers: [String: String] = [
        "actions/70151": """
        {"actions": {"id": 70151, "name": "Purchase", "reference": "EX0151", "status": "Active", "isDeleted": "F",
          "createdTimestamp": "2026-05-01", "modifiedTimestamp": "2026-05-02T10:23:59+10:00",
          "links": {"assignedTo": "21188", "actionType": "33", "step": "33--4", "relatedActions": ["68502"]}},
         "linked": {"actiontypes": [{"id": 33, "name": "Conveyancing"}], "steps": [{"id": "33--4", "stepName": "Pre"}],
          "participants": [{"id": 21188, "displayName": "Ng, Ana"}]},
         "meta": {"paging": {"actions": {"recordCount": 1, "pageCount": 1, "page": 1, "nextPage": null}}}}
        """,
        "actionparticipants": """
        {"actionparticipants": [{"id": "70151--60--8841", "links": {"action": "70151", "participantType": "60"}}],
         "linked": {"participants": [{"id": 8841, "displayName": "Okoro", "email": "x@example.net", "isCompany": "T"}],
          "participanttypes": [{"id": 60, "name": "Broker"}]},
         "meta": {"paging": {"actionparticipants": {"recordCount": 1, "pageCount": 1}}}}
        """,
        "actiondocuments": """
        {"actiondocuments": [{"id": 1, "name": "Contract", "fileSize": 700, "fileName": "a.pdf", "isDeleted": "F",
          "file": "DL::Actions::70151::1", "links": {"action": "70151", "folder": "288", "tags": ["10001"]}}],
         "meta": {"paging": {"actiondocuments": {"recordCount": 1, "pageCount": 1}}}}
        """,
        "actionfolders":
            #"{"actionfolders": {"id": 288, "name": "Signed", "links": {"action": "70151", "parentFolder": null}}}"#,
        "tags/10001": #"{"tags": {"id": 10001, "name": "urgent"}}"#,
        "filenotes": """
        {"filenotes": [{"id": 5, "text": "PORTAL: hello", "source": "User", "enteredBy": "Ng, Ana",
          "noteTimestamp": "2026-05-02T17:35:22+10:00", "links": {"action": "70151", "tags": null}}]}
        """,
        "datacollectionrecordvalues": """
        {"datacollectionrecordvalues": [{"id": "148--smtdateonly--6234", "stringValue": "2026-06-30",
          "links": {"action": "70151", "dataCollection": "148"}}],
         "linked": {"datacollectionfields": [{"id": "148--smtdateonly", "name": "smtdateonly", "label": "Settlement"}],
          "datacollections": [{"id": 148, "name": "keydates", "label": "Key dates"}]}}
        """,
        "tasks":
            #"{"tasks": {"id": 7, "name": "Search", "status": "Incomplete", "dueTimestamp": "2026-05-10", "links": {"action": "70151"}}}"#,
        "timeentries":
            #"{"timeentries": {"id": 8, "actualHours": 0.5, "billableAmount": "200.00", "links": {"action": "70151"}}}"#,
        "disbursements":
            #"{"disbursements": {"id": 9, "quantity": 1.0, "unitPrice": 24.50, "links": {"action": "70151"}}}"#,
    ]

    /// Whatever comes, the fetch ends with an answer about the matter that was asked for, or with a named failure.
    @Test(arguments: 1...4)
    func `give the matter or a named failure`(seed: UInt64) async throws {
        let generator = Mutex(CorruptingGenerator(seed: seed))
        let bench = try await PracticeBench { request in
            let path = String(request.uri.prefix { $0 != "?" }.dropFirst("/api/rest/".count))
            guard let answer = Self.answers[path] else { return .answer(204) }
            return generator.withLock { generator in
                // Most are left whole, so that corruption occurs deep in an exchange as well as at its start.
                generator.number(below: 4) > 0
                    ? .answer(200, body: answer)
                    : .answer(200, body: String(decoding: generator.corrupt(answer), as: UTF8.self))
            }
        }
        var (whole, failed) = (0, 0)
        for _ in 0..<120 {
            do throws(PracticeFailure) {
                let snapshots = try await bench.client.fetch(.all, of: ["70151"])
                #expect(snapshots.map(\.ref) == ["70151"])
                #expect(!snapshots.contains { $0.exists && $0.facets != .all })
                whole += 1
            } catch {
                guard case .malformed(let place) = error else {
                    Issue.record("\(error)")
                    continue
                }
                // Names the place, never what stood there.
                #expect(place.utf8.count < 200)
                failed += 1
            }
        }
        #expect(whole > 0 && failed > 0)
        // Several requests a fetch; one that fails early spares some of them.
        #expect(bench.received.all.count > 500)
    }

    @Test(arguments: [
        LocalServer.Reply.stalled(200, body: #"{"actions": ["#), .silence, .truncated(200, body: #"{"actions": ["#),
        .hangUp,
    ])
    func `that never end, or end too early, are named failures`(reply: LocalServer.Reply) async throws {
        let bench = try await PracticeBench(limits: .init(deadline: .milliseconds(300))) { _ in reply }
        let found = await failure { () throws(PracticeFailure) in
            try await bench.client.fetch(.all, of: ["70151"])
        }
        #expect(found == .network(.timedOut) || found == .network(.reset))
    }

    @Test(arguments: [(999, nil), (1_000, nil), (1_001, PracticeFailure.network(.tooLarge))])
    func `that are too long are cut off at the limit`(bytes: Int, expected: PracticeFailure?) async throws {
        let start = #"{"actions": {"id": 1, "name": ""#
        let body = start + String(repeating: "x", count: bytes - start.utf8.count - 3) + #""}}"#
        let bench = try await PracticeBench(limits: .init(answerBytesMax: 1_000)) { _ in .answer(200, body: body) }
        let found = await failure { () throws(PracticeFailure) in try await bench.client.matterPage(1) }
        #expect(found == expected)
    }
}
