import Egress
import LocalServer
import Matters
import Synchronization
import Testing

@testable import Connectors

@Suite(.timeLimit(.minutes(2))) struct `Fetching matters from ActionStep` {
    static let action = """
        {"actions": {"id": 70151, "name": "Purchase", "reference": "EX0151", "status": "Active", "isDeleted": "F",
          "createdTimestamp": "2026-05-01", "modifiedTimestamp": "2026-05-02T10:23:59+10:00",
          "links": {"assignedTo": "21188", "actionType": "33", "step": "33--4"}},
         "linked": {"actiontypes": [{"id": 33, "name": "Conveyancing"}], "steps": [{"id": "33--4", "stepName": "Pre"}],
          "participants": {"id": 21188, "displayName": "Ng, Ana"}},
         "meta": {"paging": {"actions": {"recordCount": 1, "pageCount": 1, "page": 1, "nextPage": null}}}}
        """

    @Test func `one row comes as an object, ids as numbers or text, and linked records beside it`() async throws {
        let bench = try await PracticeBench(rest: ["actions/70151": Self.action])
        let snapshot = try #require(try await bench.client.fetch(.details, of: ["70151"]).first)
        #expect(
            snapshot.details
                == MatterDetails(
                    reference: "EX0151", name: "Purchase", typeRef: "33", typeName: "Conveyancing",
                    systemStatus: "Active", stepRef: "33--4", stepName: "Pre", assignedTo: "Ng, Ana",
                    createdOn: CalendarDate("2026-05-01"), modifiedAt: Instant(iso8601: "2026-05-02T00:23:59Z"),
                    isDeleted: false, related: []))
        #expect(snapshot.parties == nil)
        #expect(bench.received.all.first?.headers["authorization"] == "Bearer AT-1")
        #expect(bench.received.all.first?.headers["accept"] == "application/vnd.api+json")
    }

    @Test func `no rows are 204 without a body, and that is an empty facet`() async throws {
        let bench = try await PracticeBench(rest: ["actions/70151": Self.action])
        let snapshot = try #require(try await bench.client.fetch(.all, of: ["70151"]).first)
        #expect(snapshot.exists)
        #expect(snapshot.parties == [] && snapshot.documents == [] && snapshot.notes == [] && snapshot.values == [])
    }

    @Test func `a party whose links are missing is read from its composed id`() async throws {
        let bench = try await PracticeBench(rest: [
            "actions/70151": Self.action,
            "actionparticipants": """
            {"actionparticipants": [{"id": "70151--60--8841", "participantNumber": 1, "links": {"action": "70151"}},
              {"id": "70151--27--75165", "links": null}],
             "linked": {"participants": [{"id": 8841, "displayName": "Okoro & Co", "isCompany": "T",
               "companyName": "Okoro & Co", "email": "x@example.net", "phone1Country": 61, "phone1Area": 7,
               "phone1Number": "5550 0100", "phone2Label": "Mobile", "phone2Number": "400"}],
              "participanttypes": [{"id": 60, "name": "Mortgage_Broker", "displayName": "Mortgage Broker"}]}}
            """,
            "participants/75165": #"{"participants": {"id": 75165, "displayName": "Hunt, Kim", "isCompany": "F"}}"#,
            "participanttypes/27": #"{"participanttypes": {"id": "27", "name": "Client", "displayName": ""}}"#,
        ])
        let snapshot = try #require(try await bench.client.fetch(.parties, of: ["70151"]).first)
        #expect(snapshot.details == nil)
        #expect(
            snapshot.parties == [
                Party(
                    ref: "60--8841", roleName: "Mortgage Broker", personRef: "8841", name: "Okoro & Co",
                    company: "Okoro & Co", email: "x@example.net", phone: "400"),
                Party(
                    ref: "27--75165", roleName: "Client", personRef: "75165", name: "Hunt, Kim", company: nil,
                    email: nil, phone: nil),
            ])
    }

    @Test func `deleted documents are left out, and one without a file has none`() async throws {
        let bench = try await PracticeBench(rest: [
            "actions/70151": Self.action,
            "actiondocuments": """
            {"actiondocuments": [
              {"id": "1", "name": "Contract", "fileType": "application/pdf", "fileSize": 7, "fileName": "a.pdf",
               "isDeleted": "F", "file": "DL::Actions::70151::1", "links": {}},
              {"id": 2, "name": "To come", "fileSize": 0, "fileName": null, "links": {"action": 70151}},
              {"id": 3, "name": "Gone", "isDeleted": "T", "links": {"action": "70151"}}]}
            """,
        ])
        let documents = try #require(try await bench.client.fetch(.documents, of: ["70151"]).first?.documents)
        #expect(documents.map(\.ref) == ["1", "2"])
        #expect(documents.map(\.hasFile) == [true, false])
    }

    @Test func `values carry their collection and field, by link or by composed id`() async throws {
        let bench = try await PracticeBench(rest: [
            "actions/70151": Self.action,
            "datacollectionrecordvalues": """
            {"datacollectionrecordvalues": [
              {"id": "148--smtdateonly--6234", "stringValue": "2026-06-30", "links": {"action": "70151",
               "dataCollectionField": "148--smtdateonly", "dataCollectionRecord": "6234", "dataCollection": "148"}},
              {"id": "148--odd--name--6234", "stringValue": null, "links": {"action": "70151"}}],
             "linked": {"datacollectionfields": [{"id": "148--smtdateonly", "name": "smtdateonly",
               "label": "Settlement date", "formOrder": 1, "dataType": "DateNM"}],
              "datacollections": [{"id": 148, "name": "keydates", "label": "Key dates"}]}}
            """,
        ])
        let values = try #require(try await bench.client.fetch(.values, of: ["70151"]).first?.values)
        #expect(
            values == [
                DataValue(
                    ref: "148--smtdateonly--6234", collection: "keydates", collectionLabel: "Key dates",
                    field: "smtdateonly", fieldLabel: "Settlement date", recordRef: "6234", dataType: "DateNM",
                    text: "2026-06-30", order: 1),
                DataValue(
                    ref: "148--odd--name--6234", collection: "keydates", collectionLabel: "Key dates",
                    field: "odd--name", fieldLabel: "odd--name", recordRef: "6234", dataType: "", text: nil),
            ])
    }

    @Test func `notes of many matters come by page, and a page's own links are never followed`() async throws {
        let bench = try await PracticeBench { request in
            guard request.uri.contains("/filenotes") else {
                return .answer(200, body: #"{"actions": [{"id": 1}, {"id": 2}]}"#)
            }
            let page = request.uri.contains("page=2") ? 2 : 1
            return .answer(
                200,
                body: """
                    {"filenotes": [{"id": \(page), "text": "n\(page)", "source": "System", "enteredBy": "Ng, Ana",
                      "enteredTimestamp": "2026-05-02T17:35:36+10:00", "links": {"action": "\(page)"}},
                      {"id": 9, "text": "twice", "links": {"action": "1"}}],
                     "meta": {"paging": {"filenotes": {"recordCount": 3, "pageCount": 2, "page": \(page),
                      "nextPage": "http://firm.actionstep.com.actionstep.com/api/rest/filenotes?page=2"}}}}
                    """)
        }
        let snapshots = try await bench.client.fetch(.notes, of: ["1", "2"])
        #expect(snapshots.map { $0.notes?.map(\.text) } == [["n1", "twice"], ["n2"]])
        #expect(snapshots.first?.notes?.first?.isSystem == true)
        #expect(bench.uris.filter { $0.contains("filenotes") }.count == 2)
        #expect(bench.uris.contains { $0.contains("action=1,2") })
    }

    @Test func `pages that changed while they were read are read again`() async throws {
        let calls = Mutex(0)
        let bench = try await PracticeBench { request in
            guard request.uri.contains("/filenotes") else { return .answer(200, body: #"{"actions": {"id": 1}}"#) }
            let call = calls.withLock {
                $0 += 1
                return $0
            }
            // A note goes after the first page was read, so the third slips onto a page that was read already.
            let rows = call == 1 ? [1, 2] : call == 2 ? [4] : call == 3 ? [2, 3] : [4]
            let notes = rows.map { #"{"id": \#($0), "text": "n", "links": {"action": "1"}}"# }.joined(separator: ",")
            let paging = #"{"recordCount": \#(call == 1 ? 4 : 3), "pageCount": 2}"#
            return .answer(200, body: #"{"filenotes": [\#(notes)], "meta": {"paging": {"filenotes": \#(paging)}}}"#)
        }
        #expect(try await bench.client.fetch(.notes, of: ["1"]).first?.notes?.map(\.ref) == ["2", "3", "4"])
    }

    @Test func `a matter that the system does not show does not exist, and hides no other`() async throws {
        let bench = try await PracticeBench { request in
            let path = String(request.uri.prefix { $0 != "?" }.dropFirst("/api/rest/actions/".count))
            let ids = path.split(separator: ",")
            return ids.contains("3")
                ? .answer(404, body: #"{"errors": {"status": 404}}"#)
                : .answer(200, body: "{\"actions\": [\(ids.map { "{\"id\": \($0)}" }.joined(separator: ","))]}")
        }
        let snapshots = try await bench.client.fetch(.details, of: ["1", "2", "3", "4", "5"])
        #expect(snapshots.map(\.exists) == [true, true, false, true, true])
    }

    @Test func `a matter that a list leaves out is asked for alone before it is believed to be gone`() async throws {
        let bench = try await PracticeBench { request in
            switch request.uri.prefix(while: { $0 != "?" }).dropFirst("/api/rest/actions/".count) {
            case "1,2,3,4": .answer(200, body: #"{"actions": {"id": 1}}"#)
            case "2": .answer(200, body: #"{"actions": {"id": 2, "name": "Still here"}}"#)
            case "3": .answer(200, body: #"{"actions": {"id": 3, "isDeleted": "T"}}"#)
            default: .answer(404, body: #"{"errors": {"status": 404}}"#)
            }
        }
        let snapshots = try await bench.client.fetch(.details, of: ["1", "2", "3", "4"])
        #expect(snapshots.map(\.exists) == [true, true, true, false])
        #expect(snapshots.map { $0.details?.isDeleted } == [false, false, true, nil])
        #expect(bench.uris.count == 4)
    }

    @Test(arguments: [
        LocalServer.Reply.answer(204), .answer(200, body: ""), .answer(200, body: #"{"actions": []}"#),
        .answer(200, body: #"{"actions": {"id": 9}}"#), .answer(200, body: "<html>maintenance</html>"),
    ])
    func `an answer that neither shows nor denies the matters fails the fetch`(reply: LocalServer.Reply) async throws {
        let bench = try await PracticeBench { _ in reply }
        for refs in [["1"], ["1", "2"]] {
            let found = await failure { () throws(PracticeFailure) in try await bench.client.fetch(.all, of: refs) }
            guard case .malformed = found else {
                Issue.record("\(String(describing: found))")
                continue
            }
        }
    }

    @Test(arguments: ["1/../../users", "1?x=1", "", "../", "1,2", "007", "99999999999999999999", "١"])
    func `what is no id of a matter never reaches an address`(ref: String) async throws {
        let bench = try await PracticeBench(rest: [:])
        #expect(try await bench.client.fetch(.all, of: [ref]) == [MatterSnapshot(ref: ref, exists: false)])
        #expect(bench.uris.isEmpty)
    }

    @Test func `a long list of matters is asked for in addresses that stay short`() async throws {
        let bench = try await PracticeBench { request in
            let path = String(request.uri.prefix { $0 != "?" }.dropFirst("/api/rest/actions/".count))
            let rows = path.split(separator: ",").map { "{\"id\": \($0)}" }.joined(separator: ",")
            return .answer(200, body: "{\"actions\": [\(rows)]}")
        }
        let refs = (0..<200).map { "\(100_000_000_000_000_000 + $0)" }
        let snapshots = try await bench.client.fetch(.details, of: refs)
        #expect(snapshots.map(\.ref) == refs)
        #expect(!snapshots.contains { !$0.exists })
        #expect(bench.uris.allSatisfy { $0.utf8.count < 4_096 })
    }
}

@Suite(.timeLimit(.minutes(2))) struct `Lists of ActionStep` {
    @Test func `steps follow the weight of their nodes`() async throws {
        let bench = try await PracticeBench(rest: [
            "actiontypes": #"{"actiontypes": {"id": 33, "name": "Purchase"}}"#,
            "steps": """
            {"steps": [{"id": "33--4", "stepNumber": "4", "stepName": "Pre"}, {"id": "33--9", "stepNumber": "9"},
              {"id": "33--1", "stepNumber": "1", "stepName": "Open", "links": {"actionType": "33"}}]}
            """,
            "nodes": """
            {"nodes": [{"id": 904, "stepNumber": 4, "weight": 30, "isActive": "T", "links": {"actionType": "33"}},
              {"id": 905, "stepNumber": 4, "weight": 2, "isActive": "F", "links": {"actionType": "33"}},
              {"id": 901, "stepNumber": 1, "weight": 10, "isActive": "T", "links": {"actionType": "33"}}]}
            """,
        ])
        let workflows = try await bench.client.workflows()
        #expect(workflows.map(\.typeName) == ["Purchase"])
        #expect(workflows.first?.steps.map(\.name) == ["Open", "Pre", "33--9"])
    }

    @Test func `matters come in pages, in the order of their ids`() async throws {
        let bench = try await PracticeBench { request in
            .answer(
                200,
                body: """
                    {"actions": [{"id": 1}, {"id": "2"}],
                     "meta": {"paging": {"actions": {"recordCount": 402, "pageCount": 3}}}}
                    """)
        }
        #expect(
            try await bench.client.matterPage(2) == MatterPage(matters: ["1", "2"], matterCount: 402, hasMore: true))
        #expect(try await bench.client.matterPage(3).hasMore == false)
        #expect(bench.uris.first == "/api/rest/actions?sort=id&pageSize=200&page=2")
    }

    @Test func `hooks are listed, made and deleted`() async throws {
        let bench = try await PracticeBench { request in
            let hook = """
                {"id": 46, "eventName": "StepChanged", "targetUrl": "http://x/in", "status": "Disabled",
                 "triggeredCount": 3, "triggeredLastTimestamp": null}
                """
            return switch request.method {
            case "POST": .answer(201, body: "{\"resthooks\": \(hook)}")
            case "DELETE": request.uri.hasSuffix("/46") ? .answer(200, body: "{\"resthooks\": \(hook)}") : .answer(404)
            default: .answer(200, body: "{\"resthooks\": \(hook)}")
            }
        }
        let hook = RemoteHook(id: "46", event: "StepChanged", url: "http://x/in", isActive: false, triggeredCount: 3)
        #expect(try await bench.client.hooks() == [hook])
        #expect(try await bench.client.createHook(event: "StepChanged", url: "http://x/in") == hook)
        #expect(
            bench.received.all.last?.bodyText
                == #"{"resthooks":{"eventName":"StepChanged","targetUrl":"http://x/in"}}"#)
        try await bench.client.deleteHook("46")
        try await bench.client.deleteHook("47")
    }
}
