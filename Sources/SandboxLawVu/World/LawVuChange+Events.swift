import Delivery
import Records
import Storage
import Webhooks

/// Publishes the webhook events of a change.
extension LawVuChange {
    func publish(_ before: MatterOrContract?, _ after: MatterOrContract) throws {
        for topic in MatterOrContract.topics(from: before, to: after) { try publish(topic, after, part: nil) }
    }

    func publish(_ event: PartEvent, _ part: Int64, of item: MatterOrContract) throws {
        for topic in event.topics(of: item.kind) {
            // The update topic names the matter or contract, not the part.
            try publish(topic, item, part: topic == item.kind.updated ? nil : part)
        }
    }

    /// Publishes to those subscriptions whose owner is active and may see the item after the change.
    private func publish(_ topic: LawVuTopic, _ item: MatterOrContract, part: Int64?) throws {
        let partType = topic.rawValue.split(separator: ".").dropFirst().first.map(String.init) ?? ""
        let event = OutboundEvent(
            contract: .lawvu, type: topic.rawValue,
            resourceType: part == nil ? item.kind.rawValue : partType,
            resourceID: String(part ?? item.id), orderingKey: "\(item.kind.rawValue) \(item.id)",
            parent: topic.carriesParent ? .init(type: item.kind.rawValue, id: item.id) : nil)
        try outbox.publish(event, in: transaction, at: due) { subscription in
            guard let owner = directory.user(subscription.owner), owner.isActive, item.isVisible(to: owner) else {
                return .hidden
            }
            return .full
        }
    }
}
