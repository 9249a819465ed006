import Delivery
import LocalServer
import Matters
import Records
import Storage
import TestStore
import Testing
import Webhooks

func freshStore(in folder: TemporaryFolder) async throws -> any Store {
    let store = try await TestStore.open(in: folder.path)
    try await store.migrate(DeliverySchema.migrations)
    return store
}

func stepChanged(_ matter: String) -> OutboundEvent {
    OutboundEvent(
        contract: .actionstep, type: "StepChanged", resourceType: "actions", resourceID: matter,
        resource: ["type": "actions", "id": .string(matter), "attributes": [:]], orderingKey: matter)
}

@Suite struct `What the outbox stores` {
    let noon = Instant.seconds(1_591_923_815)
    let outbox = Outbox(firmID: "demo", newMessageID: Secret.uuid)
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder("delivery") }

    func hook(_ events: [String], in store: any Store) async throws -> Subscription {
        let now = noon
        return try await store.write {
            try Subscriptions.create(
                contract: .actionstep, events: events, targetURL: "http://127.0.0.1:1/in", owner: "someone",
                firmID: "demo", in: $0, at: now)
        }
    }

    @Test func `an event is counted and stored once for each subscribed hook`() async throws {
        let store = try await freshStore(in: folder)
        let (first, second) = (try await hook(["StepChanged"], in: store), try await hook(["StepChanged"], in: store))
        let other = try await hook(["ActionCreated"], in: store)
        try await store.write { [outbox, noon] in try outbox.publish(stepChanged("7"), in: $0, at: noon) }
        let (counts, waiting) = try await store.read { reading in
            (
                try [first, second, other].map {
                    try Subscriptions.find($0.id, firmID: "demo", in: reading)?.triggeredCount
                },
                try [first, second, other].map {
                    try Deliveries.count(.waiting, of: $0.id, firmID: "demo", in: reading)
                }
            )
        }
        #expect(counts == [1, 1, 0])
        #expect(waiting == [1, 1, 0])
    }

    @Test func `a disabled hook misses the event and does not count it`() async throws {
        let store = try await freshStore(in: folder)
        let hook = try await hook(["StepChanged"], in: store)
        let (found, missed) = try await store.write { [outbox, noon] transaction in
            try SubscriptionLifecycle.disable(hook.id, because: .byHand, firmID: "demo", in: transaction, at: noon)
            try outbox.publish(stepChanged("7"), in: transaction, at: noon)
            return (
                try Subscriptions.find(hook.id, firmID: "demo", in: transaction),
                try Deliveries.count(.missed, of: hook.id, firmID: "demo", in: transaction)
            )
        }
        #expect(found?.status == .disabled)
        #expect(found?.triggeredCount == 0)
        #expect(missed == 1)
    }

    @Test func `a deleted hook is neither listed nor triggered`() async throws {
        let store = try await freshStore(in: folder)
        let hook = try await hook(["StepChanged"], in: store)
        let (listed, stored) = try await store.write { [outbox, noon] transaction in
            try SubscriptionLifecycle.delete(hook.id, firmID: "demo", in: transaction, at: noon)
            try outbox.publish(stepChanged("7"), in: transaction, at: noon)
            return (
                try Subscriptions.list(contract: .actionstep, firmID: "demo", in: transaction).count,
                try transaction.rows("SELECT 1 FROM deliveries").count
            )
        }
        #expect(listed == 0)
        #expect(stored == 0)
    }

    @Test func `the notification for deliveries follows the commit`() async throws {
        let store = try await freshStore(in: folder)
        _ = try await hook(["StepChanged"], in: store)
        let notifications = store.listen(to: .deliveries)
        try await store.write { [outbox, noon] in try outbox.publish(stepChanged("7"), in: $0, at: noon) }
        var rings = notifications.makeAsyncIterator()
        #expect(await rings.next() != nil)
    }
}
