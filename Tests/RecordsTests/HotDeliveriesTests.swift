import Foundation
import Matters
import Records
import Storage
import TestStore
import Testing
import Webhooks

@testable import Delivery

/// The statements of every pass of the dispatcher, with months of deliveries in the tables.
@Suite struct `No hot statement of the dispatcher scans a table` {
    private static let now = Instant(milliseconds: 10_000_000)
    private static let time = ClockReading(now: now, machine: now)
    private static let lease = Lease(token: "l", until: now + .seconds(60))

    /// Every statement of a publication, a pass, a change of status and a page of the log.
    private static func everything(_ transaction: any Writing) throws {
        let subscribers = try Subscriptions.subscribers(
            to: "note.published", contract: .standard, firmID: "f", in: transaction)
        #expect(subscribers.count > 1)
        _ = try Subscriptions.trigger(subscribers[0], firmID: "f", in: transaction, at: now)
        let event = try Deliveries.addEvent(
            "note.published", contract: .standard, resourceType: "note", resourceID: "1", firmID: "f", in: transaction,
            at: now)
        try Deliveries.add(
            [.init(subscriptionID: subscribers[0].id, eventID: event, orderingKey: "1", body: [1])],
            firmID: "f", in: transaction, at: now)
        _ = try Deliveries.endExpiredLeases(firmID: "f", in: transaction, at: now)
        let recorder = AttemptRecorder(firmID: "f", transaction: transaction, now: now)
        for areFailing in [false, true] {
            let destinations = try Deliveries.dueDestinations(
                areFailing: areFailing, limit: 10, firmID: "f", in: transaction, at: now)
            #expect(destinations.count == 10)
            let claims = try Deliveries.claim(
                5, for: destinations[0], lease: lease, firmID: "f", in: transaction, at: now)
            #expect(!claims.isEmpty)
            let attempt = Attempt(startedAt: now, milliseconds: 1, result: .answered(status: 500), answer: [])
            try recorder.record([EndedAttempt(claim: claims[0], attempt: attempt, jitter: 0.5)])
            try DeliveryLeases.release(Array(claims.dropFirst()), firmID: "f", in: transaction, at: now)
            try Deliveries.unschedule([destinations[1].subscriptionID], firmID: "f", in: transaction)
        }
        _ = try Deliveries.nextWakeUp(firmID: "f", in: transaction, at: time)
        _ = try CoalescingWindows.elapsed(limit: 10, firmID: "f", in: transaction, at: now)
        _ = try ResendJobs.begin(.failed, of: 3, firmID: "f", in: transaction, at: now)
        _ = try ResendJobs.step(limit: 10, firmID: "f", in: transaction, at: now)
        try SubscriptionLifecycle.disable(7, because: .byHand, firmID: "f", in: transaction, at: now)
        try SubscriptionLifecycle.enable(7, catchesUp: true, firmID: "f", in: transaction, at: now)
        _ = try Subscriptions.list(contract: .standard, owner: "o9", firmID: "f", limit: 10, in: transaction)
        #expect(try !Subscriptions.owners(contract: .standard, firmID: "f", in: transaction).isEmpty)
        #expect(try Subscriptions.list(contract: .standard, firmID: "f", limit: 10, in: transaction).count == 10)
        _ = try Deliveries.log(of: 5, firmID: "f", limit: 10, in: transaction)
        #expect(try Deliveries.purge(finishedBefore: now, limit: 5, firmID: "f", in: transaction) == 5)
    }

    @Test(arguments: TestStore.Engine.allCases)
    func `on either engine`(engine: TestStore.Engine) async throws {
        let folder = NSTemporaryDirectory() + "matterwire-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try await TestStore.open(engine, in: folder)
        try await (engine == .postgres ? BusyOutbox.onServer : .embedded).write(to: store)
        let scans = try await store.write { transaction in
            let explained = Explained(transaction)
            try Self.everything(explained)
            return explained.scans
        }
        #expect(scans.isEmpty)
        await store.close()
    }
}
