import Delivery
import Dispatch
import Egress
import Foundation
import Logging
import Matters
import Records
import Storage
import StorageSQLite
import Webhooks

/// The dispatcher as the product runs it, over a fresh database file.
struct BenchEngine {
    let store: any Store
    let outbox = Outbox(firmID: "bench", newMessageID: Secret.uuid)
    private let sealer = Sealer(key: Secret.bytes(Sealer.keyBytes))

    static let now: WallClock = { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }

    init(data: String) async throws {
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        store = try SQLiteStore(path: data + "/bench.db", ownership: .server) { Self.now().milliseconds }
        try await store.migrate(DeliverySchema.migrations)
    }

    /// - Parameter hanging: how many of the endpoints never answer.
    func subscribe(_ count: Int, hanging: Int, sink: String, event: @escaping @Sendable (Int) -> String) async throws {
        let (sealer, now) = (sealer, Self.now())
        try await store.write { transaction in
            for number in 0..<count {
                // Spread evenly over the ids.
                let hangs = hanging > 0 && number % max(1, count / hanging) == 0
                let made = try Subscriptions.create(
                    contract: .lawfficient, events: [event(number)],
                    targetURL: sink + (hangs ? "/hang" : "/in/\(number)"),
                    owner: "bench", options: SubscriptionOptions(isDurable: true), firmID: "bench", in: transaction,
                    at: now)
                let context = Subscriptions.secretContext(of: made.id, firmID: "bench")
                try Subscriptions.putSecret(
                    sealer.seal(Array(DeliveryBench.secret.utf8), context: context), of: made.id, firmID: "bench",
                    in: transaction, at: now)
            }
        }
    }

    func publish(_ type: String, _ numbers: Range<Int>) async throws {
        try await store.write { [outbox] transaction in
            for number in numbers {
                let data: JSONValue = [
                    "published": .integer(Int64(SinkStatistics.now)),
                    "id": .string("3f8c1e2a-1b2c-4d5e-8f90-abcdef012345"),
                    "first_name": "Ada", "status": ["key": "new", "name": "New"],
                ]
                try outbox.publish(
                    OutboundEvent(
                        contract: .lawfficient, type: type, resourceType: "lead", resourceID: String(number),
                        resource: data, orderingKey: String(number)),
                    in: transaction, at: Self.now())
            }
        }
    }

    func dispatcher(_ limits: DispatcherLimits) throws -> Dispatcher {
        let clock = ContinuousClock()
        guard let loopback = AddressBlock("127.0.0.0/8") else { preconditionFailure("loopback is an address block") }
        var logger = Logger(label: "bench")
        logger.logLevel = .error
        return Dispatcher(
            store: store, sender: GuardedHTTPClient(policy: NetworkPolicy(allowing: [loopback])), outbox: outbox,
            sealer: sealer, clocks: .init(schedule: clock, now: Self.now, machine: clock, machineNow: Self.now),
            limits: limits, jitter: { 0.5 }, newToken: Secret.id, logger: logger)
    }

    func running(_ limits: DispatcherLimits, _ body: () async throws -> Void) async throws {
        let dispatcher = try dispatcher(limits)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await dispatcher.run() }
            defer { group.cancelAll() }
            try await body()
        }
    }

    func count(_ state: DeliveryState) async throws -> Int {
        try await store.read {
            try $0.row("SELECT count(*) FROM deliveries WHERE state = $1", [.integer(state.rawValue)])?.int(0) ?? 0
        }
    }

    static var peakMebibytes: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) / 1_024
    }
}
