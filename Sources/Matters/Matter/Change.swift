/// One fact of one matter that changed: the unit of the log that drives live pages, digests and outbound webhooks.
package struct Change: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case matter, step, party, document, note, field, item, disbursement, access
    }

    package var kind: Kind
    /// The thing that changed, by the practice system's id; empty for the matter itself. For access, the holder.
    package var subject: String
    /// What decides who may know: the data collection's name of a field or an item, `task` or `time` for what the firm
    /// alone knows, `noFile` for a document that only stands in for one to come, else empty.
    package var topic: String
    /// Which fact: `added`, `removed`, or the name of the attribute.
    package var fact: String
    package var old: String?
    package var new: String?

    package init(
        _ kind: Kind, subject: String = "", topic: String = "", fact: String, old: String? = nil, new: String? = nil
    ) {
        (self.kind, self.subject, self.topic) = (kind, subject, topic)
        (self.fact, self.old, self.new) = (fact, old, new)
    }

    var withoutTexts: Change { Change(kind, subject: subject, topic: topic, fact: fact) }

    /// Whether it takes from a viewer the right to see the matter: the one thing that whoever is shut out is told.
    package func shutsOut(_ viewer: Viewer) -> Bool {
        kind == .access && fact == Self.withdrawn && viewer.holders.contains { $0.text == subject }
    }

    /// Whether parties in general may know of it. Steps and access are decided for each of them.
    /// - Parameter places: of the firm's custom data.
    package func concernsParties(_ places: FactPlaces = .standard) -> Bool {
        switch kind {
        // That a matter is related to another would tell that there is another.
        case .matter: fact != "deleted" && fact != Self.related
        case .document: topic != Self.noFile && !Self.filingFacts.contains(fact)
        case .party: fact != "email" && fact != "phone"
        case .note: fact != "tags" && (Scope.publicText(old) != nil || Scope.publicText(new) != nil)
        case .field, .item: places.partyCollections.contains(topic)
        case .step, .disbursement, .access: false
        }
    }

    /// The matter is met for the first time.
    package static let created = "created"
    package static let granted = "granted"
    package static let withdrawn = "withdrawn"
    package static let added = "added"
    package static let removed = "removed"
    package static let noFile = "no_file"
    package static let related = "related"
    /// A task is an item: something that somebody must still do. Staff only, like every topic that is not for parties.
    package static let taskTopic = "task"
    /// Time costs money as what is laid out does, so its changes are of the same kind.
    static let timeTopic = "time"
    private static let filingFacts: Set<String> = ["folder", "tags"]
}
