import Delivery
import Matters
import Portal
import Webhooks

extension PortalParts {
    /// The dispatchers of the webhooks of every firm.
    func dispatchers() -> DispatcherFleet {
        DispatcherFleet(store: store, logger: logger) { firmID in
            Dispatcher(
                store: store, sender: endpointClient, outbox: outbox(of: firmID), sealer: sealer,
                clocks: .init(
                    schedule: ContinuousClock(), now: SystemClock.now, machine: ContinuousClock(),
                    machineNow: SystemClock.now),
                jitter: { Double.random(in: 0...1) }, newToken: Secret.id, logger: logger)
        }
    }

    func endpointService(owner: EndpointOwner, firmID: String, access: EndpointAccess = .own) -> EndpointService {
        EndpointService(
            contract: .standard, firmID: firmID, owner: owner.text, access: access, store: store, sealer: sealer,
            outbox: outbox(of: firmID),
            rules: EndpointRules(policy: endpointPolicy, allowsPlainHTTP: allowsPlainHTTP, randomBytes: Secret.bytes),
            now: SystemClock.now)
    }

    private func outbox(of firmID: String) -> Outbox { Outbox(firmID: firmID, newMessageID: Secret.uuid) }

    /// Approves mail domains and announces the new grants.
    var domainApproval: DomainApproval {
        DomainApproval(store: store, now: SystemClock.now, announce: fanOut.announce)
    }
}
