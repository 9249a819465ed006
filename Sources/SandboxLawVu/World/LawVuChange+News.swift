import Delivery
import Records
import Storage
import Webhooks

/// Who is told of a change.
extension LawVuChange {
    func announce(_ before: Dossier?, _ after: Dossier) throws {
        for topic in Dossier.topics(from: before, to: after) { try tell(topic, after, part: nil) }
    }

    func announce(_ event: PartEvent, _ part: Int64, of dossier: Dossier) throws {
        for topic in event.topics(of: dossier.kind) {
            // What follows from it is about the matter or contract itself.
            try tell(topic, dossier, part: topic == dossier.kind.updated ? nil : part)
        }
    }

    /// Those alone are told whose maker may see it now.
    private func tell(_ topic: LawVuTopic, _ dossier: Dossier, part: Int64?) throws {
        let partType = topic.rawValue.split(separator: ".").dropFirst().first.map(String.init) ?? ""
        let event = OutboundEvent(
            contract: .lawvu, type: topic.rawValue,
            resourceType: part == nil ? dossier.kind.rawValue : partType,
            resourceID: String(part ?? dossier.id), orderingKey: "\(dossier.kind.rawValue) \(dossier.id)",
            parent: topic.carriesParent ? .init(type: dossier.kind.rawValue, id: String(dossier.id)) : nil)
        try outbox.publish(event, in: transaction, at: due) { subscription in
            guard let maker = directory.user(subscription.owner), maker.isActive, dossier.isVisible(to: maker) else {
                return .hidden
            }
            return .full
        }
    }
}
