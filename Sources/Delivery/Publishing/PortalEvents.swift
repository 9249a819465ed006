package import Matters
package import Webhooks

/// One message about a matter, with the content that one viewer may see.
package struct PortalEvent: Sendable, Equatable {
    /// What happened to which part. Viewers who see the same change get the same message, each with its own content.
    package struct Key: Sendable, Hashable {
        package var type: StandardEvent
        /// The part's id; empty for the matter itself.
        package var subject: String

        package init(_ type: StandardEvent, subject: String = "") {
            self.type = type
            self.subject = subject
        }
    }

    package var key: Key
    /// The member `data` of the message.
    package var data: JSONValue
}

/// The events of a transaction for one viewer. Pure: made only from what `Scope` lets the viewer see.
///
/// Each fact is told once, by the most specific event; a fact without an event of its own is `matter.updated`.
package struct PortalEvents {
    private let news: MatterChangeSet
    private let matter: Matter
    private let viewer: Viewer
    private let scope: Scope
    private let grants: Set<AccessGrant>
    private let items: ItemTransitions

    /// - Parameters:
    ///   - matter: as it is now.
    ///   - grants: as they are now.
    package init(of news: MatterChangeSet, now matter: Matter, grants: Set<AccessGrant>, for viewer: Viewer) {
        self.news = news
        self.matter = matter
        self.grants = grants
        self.viewer = viewer
        scope = Scope(viewer: viewer, of: matter, grants: grants)
        items = ItemTransitions(from: news.before, to: matter)
    }

    /// In the order in which they happened.
    package var all: [PortalEvent] {
        guard let seen = scope.view(matter) else { return accessWithdrawn }
        guard viewer.isStaff || hadAccess else { return [accessGranted(seen)] }
        let visible = news.changes.compactMap { change in
            scope.view(change).flatMap { seen in key(of: seen).map { (key: $0, change: seen) } }
        }
        let parts = PortalEventParts(matter: matter, before: news.before, seen: seen)
        return visible.groups(by: \.key).map { key, entries in
            PortalEvent(key: key, data: Self.data(seen, parts.part(of: key), entries.map(\.change)))
        }
    }

    /// A viewer without access learns only the id of the matter.
    private var accessWithdrawn: [PortalEvent] {
        let changes = news.changes.filter { $0.revokesAccess(of: viewer) }
        guard !changes.isEmpty else { return [] }
        let data: JSONValue = ["matter": ["id": .string(matter.id)], "changes": Self.list(changes)]
        return [PortalEvent(key: .init(.accessWithdrawn, subject: ownHolder), data: data)]
    }

    /// To a viewer who has just got access everything is new, so no single fact is told.
    private func accessGranted(_ seen: ScopedMatter) -> PortalEvent {
        let own = news.changes.compactMap { $0.kind == .access ? scope.view($0) : nil }
        return PortalEvent(key: .init(.accessGranted, subject: ownHolder), data: Self.data(seen, [:], own))
    }

    private var ownHolder: String { AccessGrant.Holder.person(viewer.address).text }

    private var hadAccess: Bool {
        let access = news.changes.filter { $0.kind == .access }
        var holders = Set(grants.map(\.holder.text))
        holders.subtract(access.filter { $0.fact == Change.granted }.map(\.subject))
        holders.formUnion(access.filter { $0.fact == Change.withdrawn }.map(\.subject))
        return viewer.holders.contains { holders.contains($0.text) }
    }
}

extension PortalEvents {
    /// Nil for a change that the viewer is not told.
    private func key(of change: Change) -> PortalEvent.Key? {
        switch change.kind {
        case .matter: .init(matterEvent(change))
        case .step: .init(change.fact == "step" ? .matterStepChanged : .matterUpdated)
        case .field:
            .init(matter.places.isSettlementDate(change.fact, of: change.topic) ? .settlementChanged : .matterUpdated)
        case .party:
            switch change.fact {
            case Change.added: .init(.partyAdded, subject: change.subject)
            case Change.removed: .init(.partyRemoved, subject: change.subject)
            default: .init(.matterUpdated)
            }
        case .document:
            .init(Self.part(change, .documentAdded, .documentUpdated, .documentRemoved), subject: change.subject)
        case .note: .init(Self.part(change, .notePublished, .noteUpdated, .noteRemoved), subject: change.subject)
        case .item: items.key(of: change) ?? .init(.matterUpdated)
        case .disbursement: .init(.matterUpdated)
        // A party whose access goes on has gained and lost nothing.
        case .access:
            viewer.isStaff
                ? .init(change.fact == Change.withdrawn ? .accessWithdrawn : .accessGranted, subject: change.subject)
                : nil
        }
    }

    private func matterEvent(_ change: Change) -> StandardEvent {
        switch (change.fact, change.new?.lowercased()) {
        case (Change.created, _): .matterCreated
        case ("status", "closed"): .matterClosed
        default: .matterUpdated
        }
    }

    private static func part(
        _ change: Change, _ added: StandardEvent, _ updated: StandardEvent, _ removed: StandardEvent
    ) -> StandardEvent {
        switch change.fact {
        case Change.added: added
        case Change.removed: removed
        default: updated
        }
    }
}

extension PortalEvents {
    /// In one message; the matter itself shows the others.
    static let changesMax = 100

    private static func data(_ seen: ScopedMatter, _ part: JSONValue.Members, _ changes: [Change]) -> JSONValue {
        var matter = MatterJSON.summary(seen).members ?? [:]
        matter["url"] = .string("\(MatterJSON.path)/matters/\(seen.id)")
        let members: JSONValue.Members = ["matter": .object(matter)]
        return .object(.init(members.entries + part.entries + [("changes", list(changes))]))
    }

    private static func list(_ changes: [Change]) -> JSONValue {
        .array(changes.prefix(changesMax).map(MatterJSON.change))
    }
}
