/// One fact of one matter that changed: the unit of the log that drives live pages, digests and outbound webhooks.
package struct Change: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case matter, step, party, document, note, field, item, disbursement, access
    }

    package var kind: Kind
    /// The practice system's id of what changed; empty for the matter itself. For access, the grant's holder.
    package var subject: String
    /// Decides who may know of the change: the data collection of a field or an item, `task` or `time` for what only
    /// staff may know, `no_file` for a placeholder document, else empty.
    package var topic: String
    /// `added`, `removed`, or the name of the attribute.
    package var fact: String
    package var old: String?
    package var new: String?

    package init(
        _ kind: Kind, subject: String = "", topic: String = "", fact: String, old: String? = nil, new: String? = nil
    ) {
        self.kind = kind
        self.subject = subject
        self.topic = topic
        self.fact = fact
        self.old = old
        self.new = new
    }

    var withoutTexts: Change { Change(kind, subject: subject, topic: topic, fact: fact) }

    /// Whether the change withdraws the viewer's access to the matter: the last change that the viewer is told of.
    package func revokesAccess(of viewer: Viewer) -> Bool {
        kind == .access && fact == Self.withdrawn && viewer.holders.contains { $0.text == subject }
    }

    /// Whether all parties of the matter may know of the change. Steps and access are decided for each party.
    /// - Parameter places: of the firm's custom data.
    package func concernsParties(_ places: FactPlaces = .standard) -> Bool {
        switch kind {
        // A relation would reveal that the other matter exists.
        case .matter: fact != "deleted" && fact != Self.related
        case .document: topic != Self.noFile && !Self.filingFacts.contains(fact)
        case .party: fact != "email" && fact != "phone"
        case .note: fact != "tags" && (Scope.publicText(old) != nil || Scope.publicText(new) != nil)
        case .field, .item: places.partyCollections.contains(topic)
        case .step, .disbursement, .access: false
        }
    }

    /// The matter was not in the read model before.
    package static let created = "created"
    package static let granted = "granted"
    package static let withdrawn = "withdrawn"
    package static let added = "added"
    package static let removed = "removed"
    package static let noFile = "no_file"
    package static let related = "related"
    /// A task is an item: something that somebody still has to do. For staff only.
    package static let taskTopic = "task"
    /// Changes of time entries have the kind `disbursement`, because both are costs.
    static let timeTopic = "time"
    private static let filingFacts: Set<String> = ["folder", "tags"]
}
