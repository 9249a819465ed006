import HTTPTypes
import Hummingbird
import Logging
import Matters
import Records
import Storage
import Webhooks

/// `GET /health/live`: the process answers. `GET /health/ready`: it can receive notices, because its database can be
/// written; and whether notices of a practice system are known to be missing.
struct HealthRoutes: Sendable {
    private struct Health: Sendable {
        var isReady: Bool
        var gap: FeedGap?
    }

    private let health: ExpiringCache<Health>

    static let lifetime: Duration = .seconds(1)

    init(store: any Store, now: @escaping WallClock, logger: Logger) {
        // Attack: many requests, which anybody may make, would keep the database's one writer from storing notices.
        health = ExpiringCache(lifetime: Self.lifetime, now: now) {
            do {
                try await store.write { try WriteProbe.run(in: $0) }
                return Health(isReady: true, gap: try await store.read { try FeedGaps.oldest(firmID: nil, in: $0) })
            } catch {
                logger.error("the database cannot be written", metadata: ["error": "\(error)"])
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

    /// Names no firm and no number, because anybody may ask.
    static func answer(_ gap: FeedGap?) -> JSONValue {
        guard let gap else { return ["status": "ready"] }
        return ["status": "ready", "feeds": .string("feed gap found at \(gap.foundAt.iso8601), being mended")]
    }
}
