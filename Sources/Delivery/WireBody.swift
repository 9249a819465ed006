import Matters
import Records
import Webhooks

/// The bytes that one event is to one subscription, in the shape of its contract.
struct WireBody {
    let event: OutboundEvent
    let messageID: String
    let at: Instant

    func bytes(for listener: Outbox.Listener, _ triggered: Subscriptions.Triggered) -> [UInt8] {
        switch event.contract {
        case .actionstep: actionStep(listener, triggered)
        case .lawvu: lawVu(listener.subscription)
        case .lawfficient:
            LawfficientMessage(id: messageID, type: event.type, createdAt: at, data: listener.resource).encoded
        case .standard: StandardMessage(type: event.type, at: at, data: listener.resource).encoded
        }
    }

    private func actionStep(_ listener: Outbox.Listener, _ triggered: Subscriptions.Triggered) -> [UInt8] {
        ActionStepBody(
            hookID: listener.subscription.id, targetURL: triggered.targetURL, triggerCount: triggered.count ?? 0,
            eventName: event.type, resourceType: event.resourceType, resourceID: event.resourceID,
            resource: listener.resource, at: at
        ).encoded
    }

    private func lawVu(_ subscription: Subscriptions.Asking) -> [UInt8] {
        LawVuNotice(
            type: event.type, resourceID: Int64(event.resourceID) ?? 0,
            parent: event.parent.map { LawVuNotice.Parent(type: $0.type, id: Int64($0.id) ?? 0) },
            clientState: subscription.clientState, at: at
        ).encoded
    }
}
