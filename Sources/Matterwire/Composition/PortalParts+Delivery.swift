import Delivery
import Engine
import Matters
import Webhooks

extension PortalParts {
    /// What sends the webhooks of every firm.
    func dispatchers() -> DispatcherFleet {
        DispatcherFleet(store: store, logger: logger) { firmID in
            Dispatcher(
                store: store, courier: endpointClient, outbox: outbox(of: firmID), sealer: sealer,
                clocks: .init(
                    schedule: ContinuousClock(), now: SystemClock.now, machine: ContinuousClock(),
                    machineNow: SystemClock.now),
                chance: { Double.random(in: 0...1) }, newToken: Secret.id, logger: logger)
        }
    }

    /// The endpoints of somebody's own, as the API reaches them.
    func endpointDesk(for viewer: Viewer) -> EndpointDesk {
        endpointDesk(owner: EndpointOwner(viewer), firmID: viewer.firmID)
    }

    func endpointDesk(owner: EndpointOwner, firmID: String, reach: EndpointDesk.Reach = .own) -> EndpointDesk {
        EndpointDesk(
            contract: .standard, firmID: firmID, owner: owner.text, reach: reach, store: store, sealer: sealer,
            outbox: outbox(of: firmID),
            rules: EndpointRules(
                policy: endpointPolicy, allowsPlainHTTP: allowsPlainHTTP, randomBytes: Secret.bytes),
            now: SystemClock.now)
    }

    func outbox(of firmID: String) -> Outbox { Outbox(firmID: firmID, newMessageID: Secret.uuid) }

    /// Lets mail domains in, and tells those who ask for it.
    var domainApproval: DomainApproval {
        DomainApproval(store: store, now: SystemClock.now, announce: fanOut.announce)
    }
}
