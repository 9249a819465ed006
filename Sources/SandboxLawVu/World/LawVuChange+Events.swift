import Delivery
import Records
import Webhooks

/// The webhook topics of a change. Pure, and independent of who made the change.
extension MatterOrContract {
    /// - Parameter before: nil for a new item.
    static func topics(from before: MatterOrContract?, to after: MatterOrContract) -> [LawVuTopic] {
        guard let before else { return [after.kind.created] }
        guard before != after else { return [] }
        return [after.kind.updated] + (before.status == after.status ? [] : [after.kind.statusUpdated])
    }
}

/// A change of a file, message, tag or key date.
enum PartEvent: CaseIterable, Sendable {
    case fileCreated, fileUpdated, documentUpdated, messageCreated, tagCreated, tagRemoved, keyDateCreated
    case keyDateUpdated

    /// The topic of the part, then the update of its item. Changes of files and key dates do not update the item.
    func topics(of kind: MatterOrContract.Kind) -> [LawVuTopic] {
        switch (self, kind) {
        case (.fileCreated, .matter): [.matterFileCreated]
        case (.fileUpdated, .matter): [.matterFileUpdated]
        case (.messageCreated, .matter): [.matterStatusMessageCreated, .matterUpdated]
        case (.tagCreated, .matter): [.matterTagCreated, .matterUpdated]
        case (.tagRemoved, .matter): [.matterUpdated]
        case (.fileCreated, .contract): [.contractFileCreated]
        case (.fileUpdated, .contract): [.contractFileUpdated]
        case (.documentUpdated, .contract): [.contractDocumentUpdated]
        case (.messageCreated, .contract): [.contractStatusMessageCreated, .contractUpdated]
        case (.keyDateCreated, .contract): [.contractKeyDateCreated]
        case (.keyDateUpdated, .contract): [.contractKeyDateUpdated]
        // Only contracts have a document and key dates, and only matters have tags.
        case (.documentUpdated, .matter), (.keyDateCreated, .matter), (.keyDateUpdated, .matter),
            (.tagCreated, .contract), (.tagRemoved, .contract):
            []
        }
    }
}

extension MatterOrContract.Kind {
    var created: LawVuTopic { self == .matter ? .matterCreated : .contractCreated }
    var updated: LawVuTopic { self == .matter ? .matterUpdated : .contractUpdated }
    var statusUpdated: LawVuTopic { self == .matter ? .matterStatusUpdated : .contractStatusUpdated }
}

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
            contract: .lawvu, type: topic.rawValue, resourceType: part == nil ? item.kind.rawValue : partType,
            resourceID: String(part ?? item.id), orderingKey: item.orderingKey,
            parent: topic.carriesParent ? .init(type: item.kind.rawValue, id: item.id) : nil)
        try outbox.publish(event, in: transaction, at: due) { subscription in
            directory.activeUser(subscription.owner).map(item.isVisible) == true ? .full : .hidden
        }
    }
}
