import Matters
import Webhooks

/// The part of a matter that an event is about, as the viewer sees it now.
struct PortalEventParts {
    let matter: Matter
    let before: Matter
    let seen: ScopedMatter

    /// Empty where the event has no part, or where the part no longer exists.
    func part(of key: PortalEvent.Key) -> JSONValue.Members {
        let id = key.subject
        return switch key.type {
        case .partyAdded: named("party", party(id).map(MatterJSON.party))
        case .documentAdded, .documentUpdated, .documentRemoved: named("document", document(id))
        case .notePublished, .noteUpdated, .noteRemoved:
            named("note", seen.notes.first { $0.id == id }.map(MatterJSON.note) ?? ["id": .string(id)])
        case .itemOpened, .itemDone: item(id)
        case .accessGranted, .accessWithdrawn: ["holder": .string(id)]
        default: [:]
        }
    }

    private func named(_ name: String, _ value: JSONValue?) -> JSONValue.Members { value.map { [name: $0] } ?? [:] }

    /// Lines of parties have no id; they are in the matter's own order.
    private func party(_ ref: SourceRef) -> ScopedMatter.PartyLine? {
        matter.parties.firstIndex { $0.ref == ref }.flatMap {
            seen.parties.indices.contains($0) ? seen.parties[$0] : nil
        }
    }

    private func document(_ ref: SourceRef) -> JSONValue? {
        guard let id = matter.documentIDs[ref] ?? before.documentIDs[ref] else { return nil }
        return seen.documents.first { $0.id == id }.map(MatterJSON.document) ?? ["id": .string(id)]
    }

    private func item(_ id: String) -> JSONValue.Members {
        if let item = seen.items.first(where: { $0.id == id }) { return ["item": MatterJSON.item(item)] }
        return named("task", seen.tasks?.first { $0.ref == id }.map(MatterJSON.task))
    }
}
