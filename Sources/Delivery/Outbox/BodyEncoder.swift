import Matters
import Records
import Webhooks

/// Encodes one event for one subscription, in the shape of its contract.
struct BodyEncoder {
    let event: OutboundEvent
    let messageID: String
    let at: Instant

    /// - Parameter triggered: nil when the subscription is not enabled; such an event is not counted.
    func bytes(for recipient: Outbox.Recipient, _ triggered: TriggeredEvent?) -> [UInt8] {
        switch event.contract {
        case .actionstep: actionStep(recipient, triggered)
        case .lawvu: lawVu(recipient.subscriber)
        case .lawfficient:
            LawfficientMessage(id: messageID, type: event.type, createdAt: at, data: recipient.resource).encoded
        case .standard: StandardMessage(type: event.type, at: at, data: recipient.resource).encoded
        }
    }

    private func actionStep(_ recipient: Outbox.Recipient, _ triggered: TriggeredEvent?) -> [UInt8] {
        ActionStepBody(
            hookID: recipient.subscriber.id, targetURL: triggered?.targetURL ?? recipient.subscriber.targetURL,
            triggerCount: triggered?.count ?? 0, eventName: event.type, resourceType: event.resourceType,
            resourceID: event.resourceID, resource: recipient.resource, at: at
        ).encoded
    }

    private func lawVu(_ subscriber: Subscriber) -> [UInt8] {
        LawVuNotice(
            type: event.type, resourceID: Int64(event.resourceID) ?? 0,
            parent: event.parent.map { LawVuNotice.Parent(type: $0.type, id: Int64($0.id) ?? 0) },
            clientState: subscriber.clientState, at: at
        ).encoded
    }
}
