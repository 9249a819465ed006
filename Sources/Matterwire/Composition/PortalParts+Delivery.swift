import Delivery
import Engine
import Matters
import Webhooks

extension PortalParts {
    /// What sends the webhooks of every firm.
    func dispatchers() -> DispatcherFleet {
        DispatcherFleet(store: store) { firmID in
            Dispatcher(
                store: store, courier: endpointClient, outbox: outbox(of: firmID), sealer: sealer,
                clocks: .init(
                    schedule: ContinuousClock(), now: SystemClock.now, machine: ContinuousClock(),
                    machineNow: SystemClock.now),
                chance: { Double.random(in: 0...1) }, newToken: Secret.id, logger: logger)
        }
    }

    func outbox(of firmID: String) -> Outbox { Outbox(firmID: firmID, newMessageID: Secret.uuid) }

    /// Lets mail domains in, and tells those who ask for it.
    var domainApproval: DomainApproval {
        DomainApproval(store: store, now: SystemClock.now, announce: fanOut.announce)
    }
}
