import Delivery
import HTTPTypes
import Matters
import Records
import Storage
import StorageSQLite
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `LawVu webhooks` {
    struct Case: Sendable, CustomTestStringConvertible {
        let method: HTTPRequest.Method
        /// The placeholders `M`, `C`, `F`, `D`, `T` and `K` are a matter, a contract, a file, a document, a tag and a key date.
        let path: String
        var body: String?
        /// The fields of an upload form; nil for a JSON request.
        var fields: [(String, String)]?
        let topics: [LawVuTopic]
        var testDescription: String { "\(method) \(path) \(body ?? "")" }
    }

    static let (matter, contract) = ("v2/matters/M", "v2/contracts/C")
    static let (firstMatter, firstContract) = ("matter-apis/v1/matters/M", "contract-apis/v1/contracts/C")

    static let cases: [Case] = [
        Case(method: .post, path: "v2/matters", body: #"{"name": "N", "typeId": 7492}"#, topics: [.matterCreated]),
        Case(
            method: .post, path: "matter-apis/v1/matters", body: #"{"name": "N", "categoryId": 7492}"#,
            topics: [.matterCreated]),
        Case(method: .patch, path: matter, body: #"{"name": "Other"}"#, topics: [.matterUpdated]),
        Case(
            method: .patch, path: matter,
            body: #"{"name": "Other", "urgent": true, "externalId": "e", "fields": {"budget": 5}}"#,
            topics: [.matterUpdated]),
        Case(method: .patch, path: matter, body: #"{"restricted": true}"#, topics: [.matterUpdated]),
        Case(
            method: .patch, path: matter, body: #"{"status": "OnHold"}"#,
            topics: [.matterStatusUpdated, .matterUpdated]),
        Case(
            method: .patch, path: matter, body: #"{"status": "Active", "restricted": false, "name": "A"}"#, topics: []),
        Case(method: .patch, path: matter, body: #"{"unknown": 1}"#, topics: []),
        Case(method: .patch, path: matter, body: #"{"status": "Wrong", "name": "Other"}"#, topics: []),
        Case(
            method: .patch, path: firstMatter, body: #"[{"op": "replace", "path": "/status", "value": "Review"}]"#,
            topics: [.matterStatusUpdated, .matterUpdated]),
        Case(
            method: .patch, path: firstMatter + "/fields", body: #"[{"op": "replace", "path": "/budget", "value": 5}]"#,
            topics: [.matterUpdated]),
        Case(
            method: .post, path: firstMatter + "/users",
            body: #"{"userId": "\#(LawVuSetUp.colleague.id)", "target": "MatterOwner"}"#,
            topics: [.matterUpdated]),
        Case(
            method: .post, path: firstMatter + "/statusMessages", body: #"{"statusMessage": "Hello"}"#,
            topics: [.matterStatusMessageCreated, .matterUpdated]),
        Case(
            method: .post, path: firstMatter + "/tags", body: #"{"description": "new"}"#,
            topics: [.matterTagCreated, .matterUpdated]),
        Case(method: .post, path: firstMatter + "/tags", body: #"{"description": "old"}"#, topics: []),
        Case(method: .delete, path: firstMatter + "/tags/T", topics: [.matterUpdated]),
        Case(
            method: .post, path: "v2/files", fields: [("targetResourceType", "Matter"), ("targetResourceId", "M")],
            topics: [.matterFileCreated]),
        Case(method: .post, path: "v2/files/F", fields: [], topics: [.matterFileUpdated]),
        Case(method: .patch, path: "v2/files/F", body: #"{"name": "z.txt"}"#, topics: [.matterFileUpdated]),
        Case(method: .patch, path: "v2/files/F", body: #"{"name": "old.txt"}"#, topics: []),
        Case(method: .post, path: firstMatter + "/files", fields: [], topics: [.matterFileCreated]),
        Case(method: .post, path: "v2/contracts", body: #"{"name": "N", "typeId": 1234}"#, topics: [.contractCreated]),
        Case(method: .patch, path: contract, body: #"{"name": "Other"}"#, topics: [.contractUpdated]),
        Case(
            method: .patch, path: contract, body: #"{"status": "Signing"}"#,
            topics: [.contractStatusUpdated, .contractUpdated]),
        Case(
            method: .patch, path: firstContract, body: #"[{"op": "replace", "path": "/value", "value": 5}]"#,
            topics: [.contractUpdated]),
        Case(method: .patch, path: contract, body: #"{"expiry": null, "status": "Draft"}"#, topics: []),
        Case(
            method: .post, path: firstContract + "/statusMessages", body: #"{"statusMessage": "Hello"}"#,
            topics: [.contractStatusMessageCreated, .contractUpdated]),
        Case(
            method: .post, path: firstContract + "/keyDates", body: #"{"name": "End", "date": "2027-01-01"}"#,
            topics: [.contractKeyDateCreated]),
        Case(
            method: .patch, path: firstContract + "/keyDates/K", body: #"{"date": "2028-01-01"}"#,
            topics: [.contractKeyDateUpdated]),
        Case(method: .patch, path: firstContract + "/keyDates/K", body: #"{"name": "Old"}"#, topics: []),
        Case(
            method: .post, path: "v2/files", fields: [("targetResourceType", "Contract"), ("targetResourceId", "C")],
            topics: [.contractFileCreated]),
        Case(
            method: .post, path: "v2/files", fields: [("targetResourceType", "ContractCreation")], topics: []),
        Case(method: .post, path: "v2/files/D", fields: [], topics: [.contractDocumentUpdated]),
        Case(method: .patch, path: "v2/files/D", body: #"{"name": "z.txt"}"#, topics: [.contractDocumentUpdated]),
        Case(method: .get, path: matter, topics: []),
        Case(method: .delete, path: matter, topics: []),
    ]

    /// Each case has its own matter and contract; all share one sandbox.
    @Test func `each request publishes exactly its topics`() async throws {
        let lawVu = try await LawVuFixture(matters: 3)
        for it in Self.cases {
            let scene = try await Scene(lawVu)
            let subscription = try await lawVu.subscribe()
            try await scene.send(it)
            let eventTypes = try await scene.eventTypes(subscription)
            #expect(eventTypes == it.topics.map(\.rawValue).sorted(), "\(it)")
            _ = try await lawVu.call(.delete, SubscriptionHandler.root + "/\(subscription)")
        }
    }

    @Test func `the event of a part names the part and its parent`() async throws {
        let scene = try await Scene(LawVuFixture(matters: 3))
        let subscription = try await scene.lawVu.subscribe(#", "clientState": "s 1""#)
        try await scene.send(Self.cases.first { $0.topics.first == .matterStatusMessageCreated })
        let bodies = try await scene.bodies(subscription)
        let part = try #require(bodies.first { $0["EventType"] == "matter.statusmessage.created" })
        #expect(part["ParentResource"] == ["ResourceType": "matter", "ResourceId": .integer(scene.matter)])
        #expect(part["ResourceId"] != .integer(scene.matter))
        #expect(part["ClientState"] == "s 1")
        #expect(part["Timestamp"] == "2026-05-03T23:30:00.0000000Z")
        let whole = try #require(bodies.first { $0["EventType"] == "matter.updated" })
        #expect(whole["ResourceId"] == .integer(scene.matter))
        #expect(whole["ParentResource"] == nil)
    }

    @Test func `a stage change names the contract as resource and as parent`() async throws {
        let scene = try await Scene(LawVuFixture(matters: 3))
        let subscription = try await scene.lawVu.subscribe()
        try await scene.send(Self.cases.first { $0.topics.first == .contractStatusUpdated })
        let stage = try #require(
            try await scene.bodies(subscription).first { $0["EventType"] == "contract.status.updated" })
        #expect(stage["ResourceId"] == .integer(scene.contract))
        #expect(stage["ParentResource"] == ["ResourceType": "contract", "ResourceId": .integer(scene.contract)])
    }

    @Test func `events are sent to subscribers who may see the item after the change`() async throws {
        let scene = try await Scene(LawVuFixture(matters: 3))
        let (mine, colleague) = (try await scene.lawVu.subscribe(), scene.lawVu.colleagueToken)
        let his = try await scene.lawVu.subscribe(as: colleague)
        func status(_ status: String) -> Case {
            Case(method: .patch, path: Self.matter, body: #"{"status": "\#(status)"}"#, topics: [])
        }
        try await scene.send(status("Review"))
        // The change that restricts the matter is not sent to the user who loses access.
        try await scene.send(Case(method: .patch, path: Self.matter, body: #"{"restricted": true}"#, topics: []))
        try await scene.send(status("OnHold"))
        let beforeRestriction = try await scene.eventTypes(his)
        #expect(beforeRestriction == ["matter.status.updated", "matter.updated"])
        let owner = #"{"owner": {"id": "\#(LawVuSetUp.colleague.id)"}}"#
        try await scene.send(Case(method: .patch, path: Self.matter, body: owner, topics: []))
        try await scene.send(status("Complete"))
        #expect(try await scene.eventTypes(his).filter { $0 == "matter.status.updated" }.count == 2)
        #expect(try await scene.eventTypes(mine).filter { $0 == "matter.status.updated" }.count == 3)
        let count = try await scene.lawVu.sandbox.store.read {
            try Subscriptions.find(his, firmID: SandboxFirm.id, in: $0)?.triggeredCount
        }
        #expect(count == 4)
    }

    @Test func `a removed user gets no events and his tokens are rejected`() async throws {
        let scene = try await Scene(LawVuFixture(matters: 3))
        let his = try await scene.lawVu.subscribe(as: scene.lawVu.colleagueToken)
        _ = try await scene.lawVu.sandbox.store.write { transaction in
            try transaction.run(
                "UPDATE lawvu_users SET is_active = 0 WHERE id = $1", [.text(LawVuSetUp.colleague.id)])
        }
        try await scene.send(Self.cases[2])
        #expect(try await scene.eventTypes(his) == [])
        let answer = try await scene.lawVu.call(.get, "v2/matters", as: scene.lawVu.colleagueToken)
        #expect(answer.status == 401)
    }
}

extension `LawVu webhooks` {
    /// A matter and a contract, each with one of all parts.
    struct Scene: Sendable {
        let lawVu: LawVuFixture
        let matter: Int64
        let contract: Int64
        private let names: [String: String]

        init(_ lawVu: LawVuFixture) async throws {
            let text = try await lawVu.upload(
                "v2/files", "text", name: "text.txt", fields: [("targetResourceType", "ContractCreation")])
            let document = try #require(text.json["id"]?.scalarText)
            matter = try await lawVu.newMatter("A")
            contract = try await lawVu.newContract(more: #", "document": {"id": \#(document)}"#)
            let (first, second) = ("matter-apis/v1/matters/\(matter)", "contract-apis/v1/contracts/\(contract)")
            names = [
                "M": String(matter), "C": String(contract), "D": document,
                "F": try await lawVu.upload(first + "/files", "x", name: "old.txt").text,
                "T": try await lawVu.call(.post, first + "/tags", #"{"description": "old"}"#).text,
                "K": try await lawVu.call(.post, second + "/keyDates", #"{"name": "Old", "date": "2027-05-01"}"#).text,
            ]
            self.lawVu = lawVu
        }

        func send(_ it: Case?) async throws {
            let it = try #require(it)
            let path = it.path.split(separator: "/").map { names[String($0)] ?? String($0) }.joined(separator: "/")
            guard let fields = it.fields else {
                _ = try await lawVu.call(it.method, path, it.body)
                return
            }
            let filled = fields.map { ($0.0, names[$0.1] ?? $0.1) }
            _ = try await lawVu.upload(path, "new content", name: "new.txt", fields: filled)
        }

        /// The delivered bodies, after all windows are closed.
        func bodies(_ subscription: Int64) async throws -> [JSONValue] {
            try await lawVu.sandbox.store.write { transaction in
                _ = try Fixture.outbox.closeWindows(limit: 1_000, in: transaction, at: Fixture.now + .seconds(121))
            }
            return try await lawVu.sandbox.bodies(subscription)
        }

        func eventTypes(_ subscription: Int64) async throws -> [String] {
            try await bodies(subscription).compactMap { $0["EventType"]?.string }.sorted()
        }
    }
}

extension LawVuFixture {
    /// Subscribes to all topics.
    func subscribe(_ more: String = "", as token: String? = nil) async throws -> Int64 {
        let topics = LawVuTopic.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
        let answer = try await call(
            .post, "account-apis/v1/webhooks/subscriptions",
            #"{"topics": [\#(topics)], "subscriptionUrl": "http://127.0.0.1:1/in"\#(more)}"#, as: token)
        #expect(answer.status == 201)
        return try #require(Int64(answer.text))
    }
}
