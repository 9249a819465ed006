import Delivery
import LocalServer
import Matters
import Records
import Storage
import TestStore
import Testing
import Webhooks

private typealias M = PortalMatter

@Suite struct `Passing changes on to endpoints` {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder("fan-out") }

    /// A firm with one matter, as the processor would have stored it.
    private func store() async throws -> any Store {
        let store = try await TestStore.open(in: folder.path)
        for schema in [PortalSchema.migrations, DeliverySchema.migrations] { try await store.migrate(schema) }
        try await store.write { transaction in
            try Firms.put(Firm(id: "f", name: "Firm", zone: "UTC"), in: transaction, at: M.at)
            try MatterRecords.insert(M.matter, sourceID: "s", firmID: "f", in: transaction)
            var empty = M.matter
            (empty.parties, empty.documents, empty.notes, empty.values) = ([], [], [], [])
            empty.details.name = ""
            let snapshot = MatterSnapshot(
                ref: M.matter.ref, details: M.matter.details, parties: M.matter.parties,
                documents: M.matter.documents, notes: M.matter.notes, values: M.matter.values)
            try MatterRecords.apply(
                MatterDelta(from: empty, to: snapshot), to: empty, isNew: true, firmID: "f", asAt: M.at,
                newID: { "doc-1" }, in: transaction)
            _ = try AccessRecords.replace(with: M.grants(M.matter), matterID: "m1", firmID: "f", in: transaction)
        }
        return store
    }

    private func endpoint(of owner: EndpointOwner, _ events: [String], in store: any Store) async throws -> Int64 {
        try await store.write {
            try Subscriptions.create(
                contract: .standard, events: events, targetURL: "https://in.example/", owner: owner.text, firmID: "f",
                in: $0, at: M.at
            ).id
        }
    }

    private func party(_ address: String) throws -> EndpointOwner {
        .party(try #require(MailAddress(address)))
    }

    private func announce(_ changes: [Change], in store: any Store) async throws {
        try await store.write {
            try FanOut(newMessageID: Secret.uuid).announce(
                [MatterChangeSet(before: M.matter, changes: changes)], firmID: "f", in: $0, at: M.at)
        }
    }

    private func bodies(_ id: Int64, in store: any Store) async throws -> [JSONValue] {
        try await store.read {
            try $0.rows("SELECT body FROM deliveries WHERE subscription_id = $1 ORDER BY delivery_id", [.integer(id)])
                .map { try JSONReader.parse($0.blob(0)) }
        }
    }

    private static let step = Change(.step, fact: "step", old: "Instructions", new: "Finance")

    @Test func `each owner gets what it may see, and who may see nothing is neither told nor counted`() async throws {
        let store = try await store()
        let firm = try await endpoint(of: .firm, ["*"], in: store)
        let broker = try await endpoint(of: party(M.broker), ["*"], in: store)
        let buyer = try await endpoint(of: party(M.buyer), ["*"], in: store)
        let stranger = try await endpoint(of: party("nobody@else.example"), ["*"], in: store)
        try await announce([Self.step, Change(.note, subject: "n2", fact: "text", old: "a", new: "b")], in: store)
        var told: [[JSONValue?]] = []
        for id in [firm, broker, buyer, stranger] { told.append(try await bodies(id, in: store).map { $0["type"] }) }
        #expect(told == [["matter.step_changed", "note.updated"], ["matter.step_changed"], [], []])
        let counts = try await store.read { reading in
            try [firm, broker, buyer, stranger].map {
                try Subscriptions.find($0, firmID: "f", in: reading)?.triggeredCount
            }
        }
        #expect(counts == [2, 1, 0, 0])
    }

    @Test func `an endpoint gets only what it asks for, and a message has one name for all`() async throws {
        let store = try await store()
        let all = try await endpoint(of: .firm, ["*"], in: store)
        let some = try await endpoint(of: .firm, ["matter.step_changed"], in: store)
        try await announce([Self.step, Change(.matter, fact: "name", old: "a", new: "b")], in: store)
        #expect(try await bodies(all, in: store).count == 2)
        #expect(try await bodies(some, in: store).map { $0["type"] } == ["matter.step_changed"])
        let names = try await store.read { try $0.rows("SELECT DISTINCT message_id FROM events").count }
        #expect(names == 2)
    }

    @Test func `who loses a matter is not told what waited, nor reads again what was said`() async throws {
        let store = try await store()
        let broker = try await endpoint(of: party(M.broker), ["*"], in: store)
        let firm = try await endpoint(of: .firm, ["*"], in: store)
        try await announce([Self.step], in: store)
        try await store.write {
            try Subscriptions.switchOff(broker, because: .byHand, firmID: "f", in: $0, at: M.at)
        }
        try await announce([Self.step], in: store)
        let holder = try party(M.broker).text
        let lost = Change(.access, subject: holder, fact: Change.withdrawn)
        try await store.write { transaction in
            let left = M.grants(M.matter).filter { $0.holder.text != holder && !holder.hasSuffix($0.holder.text) }
            _ = try AccessRecords.replace(with: left, matterID: "m1", firmID: "f", in: transaction)
        }
        try await announce([lost], in: store)
        let (told, kept) = try await store.read { reading in
            (
                try reading.rows(
                    "SELECT body, state FROM deliveries WHERE subscription_id = $1 ORDER BY delivery_id",
                    [.integer(broker)]),
                try reading.rows("SELECT body FROM deliveries WHERE subscription_id = $1", [.integer(firm)])
            )
        }
        #expect(told.dropLast().allSatisfy { $0.blob(0).isEmpty && $0.integer(1) == Deliveries.State.missed.rawValue })
        #expect(told.count == 3)
        #expect(try JSONReader.parse(told.last?.blob(0) ?? [])["type"] == "access.withdrawn")
        #expect(kept.allSatisfy { !$0.blob(0).isEmpty })
    }

    @Test func `without an endpoint nothing is stored`() async throws {
        let store = try await store()
        try await announce([Self.step], in: store)
        #expect(try await store.read { try $0.rows("SELECT 1 FROM events").count } == 0)
    }

    @Test func `what is undone with its transaction was never told`() async throws {
        struct Undone: Error {}
        let store = try await store()
        let firm = try await endpoint(of: .firm, ["*"], in: store)
        await #expect(throws: Undone.self) {
            try await store.write { transaction in
                try FanOut(newMessageID: Secret.uuid).announce(
                    [MatterChangeSet(before: M.matter, changes: [Self.step])], firmID: "f", in: transaction, at: M.at)
                throw Undone()
            }
        }
        #expect(try await bodies(firm, in: store).isEmpty)
    }
}
