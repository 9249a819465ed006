package import Matters
import Records
package import Storage
import Webhooks

/// Publishes the changes of a firm's matters to the subscribed endpoints, in the transaction of the change. The events
/// are the same for all owners; their content is made for each owner. Throws `StoreError`.
package struct FanOut: Sendable {
    private let newMessageID: @Sendable () -> String

    package init(newMessageID: @escaping @Sendable () -> String) { self.newMessageID = newMessageID }

    package func announce(
        _ news: [MatterChangeSet], firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        guard !news.isEmpty else { return }
        let owners = try Subscriptions.owners(contract: .standard, firmID: firmID, in: transaction)
            .compactMap { EndpointOwner(text: $0) }
        guard !owners.isEmpty else { return }
        let ids = news.map(\.before.id)
        let matters = try MatterRecords.find(ids: ids, firmID: firmID, including: .all, in: transaction)
        let byID = Dictionary(uniqueKeysWithValues: matters.map { ($0.id, $0) })
        let grants = try AccessRecords.grants(of: ids, firmID: firmID, in: transaction)
        let outbox = Outbox(firmID: firmID, newMessageID: newMessageID)
        for item in news {
            guard let matter = byID[item.before.id] else { continue }
            for owner in owners where item.shutsOut(owner, from: matter, grants[matter.id] ?? [], firmID: firmID) {
                try Deliveries.withdraw(
                    orderingKey: matter.id, owner: owner.text, firmID: firmID, in: transaction, at: now)
            }
            let messages = OwnerMessages(news: item, matter: matter, grants: grants[matter.id] ?? [], firmID: firmID)
            for message in messages.all(for: owners) {
                try outbox.publish(message.event, in: transaction, at: now) {
                    message.data[$0.owner].map(EventVisibility.only) ?? EventVisibility.hidden
                }
            }
        }
    }
}

extension MatterChangeSet {
    /// Whether an owner has lost access to the matter by these changes.
    fileprivate func shutsOut(
        _ owner: EndpointOwner, from matter: Matter, _ grants: Set<AccessGrant>, firmID: String
    ) -> Bool {
        guard let viewer = owner.viewer(firmID: firmID), changes.contains(where: { $0.revokesAccess(of: viewer) })
        else { return false }
        return Scope(viewer: viewer, of: matter, grants: grants).view(matter) == nil
    }
}

/// The messages about one matter, for each owner.
private struct OwnerMessages {
    let news: MatterChangeSet
    let matter: Matter
    let grants: Set<AccessGrant>
    let firmID: String

    struct Message {
        let event: OutboundEvent
        /// By the stored text of the owner.
        let data: [String: JSONValue]
    }

    func all(for owners: [EndpointOwner]) -> [Message] {
        let events = owners.flatMap { owner -> [(owner: String, event: PortalEvent)] in
            guard let viewer = owner.viewer(firmID: firmID), isConcerned(viewer) else { return [] }
            return PortalEvents(of: news, now: matter, grants: grants, for: viewer).all.map { (owner.text, $0) }
        }
        return events.groups(by: \.event.key).map { key, told in
            let data = Dictionary(told.map { ($0.owner, $0.event.data) }) { _, last in last }
            return Message(event: event(key), data: data)
        }
    }

    /// Of the many owners of endpoints, few have access to one matter; the others cost no more than this check.
    private func isConcerned(_ viewer: Viewer) -> Bool {
        viewer.holders.contains { holder in
            grants.contains { $0.holder == holder }
                || news.changes.contains { $0.kind == .access && $0.subject == holder.text }
        }
    }

    private func event(_ key: PortalEvent.Key) -> OutboundEvent {
        OutboundEvent(
            contract: .standard, type: key.type.rawValue, resourceType: "matter", resourceID: matter.id,
            orderingKey: matter.id)
    }
}
