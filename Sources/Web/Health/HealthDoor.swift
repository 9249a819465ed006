import HTTPTypes
import Hummingbird
import Logging
import Records
import Storage
import Webhooks

/// `/health/live`: the process answers. `/health/ready`: it can take notices, because its database can be written.
struct HealthDoor: Sendable {
    let store: any Store

    func addRoutes(to router: Router<PortalContext>) {
        router.get("health/live") { _, _ in Response.json(["status": "live"]) }
        router.get("health/ready") { _, context in
            do {
                // A write that changes nothing: it still needs the writer and its lock.
                try await store.write { _ = try $0.run("UPDATE firm_heads SET seq = seq WHERE firm_id = ''") }
                return Response.json(["status": "ready"])
            } catch {
                context.logger.error("not ready", metadata: ["error": "\(error)"])
                return Response.problem(.serviceUnavailable, "the database cannot be written")
            }
        }
    }
}
