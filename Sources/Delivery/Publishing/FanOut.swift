package import Matters
import Records
package import Storage
import Webhooks

/// Passes the changes of a firm's matters on to the endpoints that ask for them, in the transaction of the change. The
/// events are the same for all; what they tell is made for each owner apart.
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
            let audience = Audience(news: item, matter: matter, grants: grants[matter.id] ?? [], firmID: firmID)
            for message in audience.messages(for: owners) {
                try outbox.publish(message.event, in: transaction, at: now) {
                    message.data[$0.owner].map(Outbox.Sight.only) ?? .nothing
                }
            }
        }
    }
}

extension MatterChangeSet {
    /// Whether an owner may not see the matter any more, and could until now.
    fileprivate func shutsOut(
        _ owner: EndpointOwner, from matter: Matter, _ grants: Set<Grant>, firmID: String
    ) -> Bool {
        guard let viewer = owner.viewer(firmID: firmID), changes.contains(where: { $0.revokesAccess(of: viewer) })
        else {
            return false
        }
        return Scope(viewer: viewer, parties: matter.parties, grants: grants).view(matter) == nil
    }
}

/// Who is told what of one matter.
private struct Audience {
    let news: MatterChangeSet
    let matter: Matter
    let grants: Set<Grant>
    let firmID: String

    struct Message {
        let event: OutboundEvent
        /// By the owner, as it is stored.
        var data: [String: JSONValue]
    }

    func messages(for owners: [EndpointOwner]) -> [Message] {
        var (order, data): ([PortalEvent.Key], [PortalEvent.Key: [String: JSONValue]]) = ([], [:])
        for owner in owners {
            guard let viewer = owner.viewer(firmID: firmID), isConcerned(viewer) else { continue }
            for event in PortalEvents(of: news, now: matter, grants: grants, for: viewer).all {
                if data[event.key] == nil { order.append(event.key) }
                data[event.key, default: [:]][owner.text] = event.data
            }
        }
        return order.map { Message(event: event($0), data: data[$0] ?? [:]) }
    }

    /// Of the many whose endpoints a firm may have, few have to do with one matter.
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
