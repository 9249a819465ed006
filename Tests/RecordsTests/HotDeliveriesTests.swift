import Foundation
import Matters
import Records
import Storage
import TestStore
import Testing
import Webhooks

/// What runs in every turn of the delivery engine, with months of deliveries behind it.
@Suite struct `No hot statement of the engine reads a table from end to end` {
    private static let now = Instant(milliseconds: 10_000_000)
    private static let moment = Deliveries.Moment(now: now, machine: now)
    private static let lease = Lease(token: "l", until: now + .seconds(60))

    /// Every statement of a publication, a turn, a switch and a page of the log.
    private static func everything(_ transaction: any Writing) throws {
        let asking = try Subscriptions.asking(
            for: "note.published", contract: .standard, firmID: "f", in: transaction)
        #expect(asking.count > 1)
        _ = try Subscriptions.trigger(asking[0], contract: .standard, firmID: "f", in: transaction, at: now)
        let event = try Deliveries.addEvent(
            "note.published", contract: .standard, resourceType: "note", resourceID: "1", firmID: "f", in: transaction,
            at: now)
        try Deliveries.add(
            [.init(subscriptionID: asking[0].id, eventID: event, orderingKey: "1", body: [1], place: .queue)],
            firmID: "f", in: transaction, at: now)
        try Deliveries.freeOverdueLeases(firmID: "f", in: transaction, at: moment)
        for areFailing in [false, true] {
            let lanes = try Deliveries.lanes(
                areFailing: areFailing, limit: 10, firmID: "f", in: transaction, at: now)
            #expect(lanes.count == 10)
            let claims = try Deliveries.claim(
                5, from: lanes[0], lease: lease, firmID: "f", in: transaction, at: now)
            #expect(!claims.isEmpty)
            let attempt = Attempt(startedAt: now, milliseconds: 1, result: .answered(status: 500), answer: [])
            try Deliveries.settle(
                [.init(claim: claims[0], attempt: attempt, chance: 0.5)], firmID: "f", in: transaction, at: now)
            try Deliveries.release(Array(claims.dropFirst()), firmID: "f", in: transaction, at: now)
            try Deliveries.park([lanes[1].subscriptionID], firmID: "f", in: transaction)
        }
        _ = try Deliveries.next(firmID: "f", in: transaction, at: moment)
        _ = try GatheringWindows.closing(limit: 10, firmID: "f", in: transaction, at: now)
        _ = try Resends.begin(.failed, of: 3, firmID: "f", in: transaction, at: now)
        _ = try Resends.step(limit: 10, firmID: "f", in: transaction, at: now)
        try Subscriptions.switchOff(7, because: .byHand, firmID: "f", in: transaction, at: now)
        try Subscriptions.switchOn(7, catchesUp: true, firmID: "f", in: transaction, at: now)
        _ = try Subscriptions.list(contract: .standard, owner: "o9", firmID: "f", limit: 10, in: transaction)
        #expect(try !Subscriptions.owners(contract: .standard, firmID: "f", in: transaction).isEmpty)
        #expect(try Subscriptions.list(contract: .standard, firmID: "f", limit: 10, in: transaction).count == 10)
        _ = try Deliveries.log(of: 5, firmID: "f", limit: 10, in: transaction)
        #expect(try Deliveries.forget(finishedBefore: now, limit: 5, firmID: "f", in: transaction) == 5)
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
