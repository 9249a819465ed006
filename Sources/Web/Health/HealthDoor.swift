import HTTPTypes
import Hummingbird
import Logging
import Matters
import Records
import Storage
import Webhooks

/// `/health/live`: the process answers. `/health/ready`: it can take notices, because its database can be written.
struct HealthDoor: Sendable {
    private let isReady: Remembered<Bool>

    static let rememberedFor: Duration = .seconds(1)

    init(store: any Store, now: @escaping WallClock, logger: Logger) {
        // Attack: anybody may ask, and each answer would take the writer away from the notices.
        isReady = Remembered(for: Self.rememberedFor, now: now) {
            do {
                // A write that changes nothing: it still needs the writer and its lock.
                try await store.write { _ = try $0.run("UPDATE firm_heads SET seq = seq WHERE firm_id = ''") }
                return true
            } catch {
                logger.error("not ready", metadata: ["error": "\(error)"])
                return false
            }
        }
    }

    func addRoutes(to router: Router<PortalContext>) {
        router.get("health/live") { _, _ in Response.json(["status": "live"]) }
        router.get("health/ready") { _, _ in
            try await isReady.value()
                ? Response.json(["status": "ready"])
                : Response.problem(.serviceUnavailable, "the database cannot be written")
        }
    }
}
