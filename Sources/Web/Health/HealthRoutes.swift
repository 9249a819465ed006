import HTTPTypes
import Hummingbird
import Logging
import Matters
import Records
import Storage
import Webhooks

/// `/health/live`: the process answers. `/health/ready`: it can take notices, because its database can be written; and
/// whether what the practice systems sent has all arrived.
struct HealthRoutes: Sendable {
    private struct Health: Sendable {
        var isReady: Bool
        var gap: FeedGap?
    }

    private let health: Remembered<Health>

    static let rememberedFor: Duration = .seconds(1)

    init(store: any Store, now: @escaping WallClock, logger: Logger) {
        // Attack: anybody may ask, and each answer would take the writer away from the notices.
        health = Remembered(for: Self.rememberedFor, now: now) {
            do {
                // A write that changes nothing: it still needs the writer and its lock.
                try await store.write { _ = try $0.run("UPDATE firm_heads SET seq = seq WHERE firm_id = ''") }
                return Health(isReady: true, gap: try await store.read { try FeedGaps.oldest(in: $0) })
            } catch {
                logger.error("not ready", metadata: ["error": "\(error)"])
                return Health(isReady: false)
            }
        }
    }

    func addRoutes(to router: Router<PortalContext>) {
        router.get("health/live") { _, _ in Response.json(["status": "live"]) }
        router.get("health/ready") { _, _ in
            let health = try await health.value()
            guard health.isReady else {
                return Response.problem(.serviceUnavailable, "the database cannot be written")
            }
            return .json(Self.answer(health.gap))
        }
    }

    /// Names no firm and no number: anybody may ask.
    static func answer(_ gap: FeedGap?) -> JSONValue {
        guard let gap else { return ["status": "ready"] }
        return ["status": "ready", "feeds": .string("feed gap found at \(gap.foundAt.iso8601), being mended")]
    }
}
