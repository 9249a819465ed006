import Delivery
import Sandbox
import SandboxKit
import Storage
import Webhooks

extension SandboxParts {
    /// The webhooks of a simulated system, for commands beside the sandbox. Any address may be called.
    static func endpointService(
        _ contract: WebhookContract, store: any Store, sealer: Sealer
    ) async throws -> EndpointService {
        let schedule = try await store.read { try ScheduleClock.stored(base: SystemClock.now, in: $0) }
        return EndpointService(
            contract: contract, firmID: SandboxFirm.id, owner: HookOwners.owner(of: contract), reach: .all,
            store: store,
            sealer: sealer, outbox: Outbox(firmID: SandboxFirm.id, newMessageID: Secret.uuid),
            rules: EndpointRules(policy: nil, allowsPlainHTTP: true, randomBytes: Secret.bytes),
            now: schedule.wallClock)
    }
}
