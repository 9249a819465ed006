import Delivery
import Webhooks

@testable import Matters

/// A matter with a buyer, their broker and everything that can change, for tests that edit it.
enum PortalMatter {
    static let at = Instant.seconds(1_790_000_000)
    static let broker = "broker@loans.example"
    static let buyer = "buyer@home.example"

    static let matter = Matter(
        id: "m1", sourceSystem: "actionstep", ref: "70151", details: details,
        parties: [party("Client", "1", buyer), party("Broker", "2", broker)],
        documents: [document("d1", "Contract")], documentIDs: ["d1": "doc-1"],
        notes: [note("n1", "PORTAL: Finance approved"), note("n2", "They are bluffing")],
        values: [
            value("keydates", "smtdateonly", "2026-12-04"), value("internal", "margin", "secret"),
            value("outstanding", "item", "Sign transfer"), value("outstanding", "done", "F"),
        ], updatedAt: at, shownUpdatedAt: at, asAt: at)

    private static let details = MatterDetails(
        reference: "EX1", name: "12 Example St", typeRef: "33", typeName: "Purchase", systemStatus: "Active",
        stepRef: "33--2", stepName: "Finance", assignedTo: "Ana Ng", createdOn: nil, modifiedAt: at, isDeleted: false)

    static func party(_ role: String, _ person: String, _ email: String) -> Party {
        Party(
            ref: "\(role)--\(person)", roleName: role, personRef: person, name: "Name \(person)", company: nil,
            email: email, phone: nil)
    }

    static func document(_ ref: String, _ name: String) -> Document {
        Document(
            ref: ref, name: name, fileType: "application/pdf", sizeBytes: 9, createdAt: at, modifiedAt: at,
            hasFile: true)
    }

    static func note(_ ref: String, _ text: String) -> Note {
        Note(ref: ref, text: text, author: "Ng, Ana", isSystem: false, notedAt: at)
    }

    static func value(_ collection: String, _ field: String, _ text: String?, record: String = "1") -> DataValue {
        DataValue(
            ref: "\(collection)--\(field)--\(record)", collection: collection, collectionLabel: collection,
            field: field, fieldLabel: field, recordRef: record, dataType: "Str255", text: text)
    }

    static func task(isDone: Bool) -> MatterTask {
        MatterTask(
            ref: "t1", name: "Order searches", status: isDone ? "Complete" : "Incomplete", isDone: isDone,
            priority: nil, assignee: nil, dueOn: nil, completedOn: nil)
    }

    typealias Edit = @Sendable (inout Matter) -> Void

    /// The events for a viewer when `edit` changes the matter.
    static func told(_ viewer: Viewer, of edit: Edit, before start: Edit = { _ in }) -> [PortalEvent] {
        var before = matter
        start(&before)
        var after = before
        edit(&after)
        let news = MatterChangeSet(
            before: before, changes: MatterDelta(from: before, to: snapshot(of: after)).changes + access(before, after))
        return PortalEvents(of: news, now: after, grants: grants(after), for: viewer).all
    }

    static func grants(_ matter: Matter) -> Set<AccessGrant> {
        AccessGrant.grants(parties: matter.parties, isDeleted: matter.details.isDeleted, domains: [])
    }

    private static func access(_ before: Matter, _ after: Matter) -> [Change] {
        let (old, new) = (Set(grants(before).map(\.holder.text)), Set(grants(after).map(\.holder.text)))
        return old.subtracting(new).sorted().map { Change(.access, subject: $0, fact: Change.withdrawn, old: "named") }
            + new.subtracting(old).sorted().map { Change(.access, subject: $0, fact: Change.granted, new: "named") }
    }

    private static func snapshot(of matter: Matter) -> MatterSnapshot {
        MatterSnapshot(
            ref: matter.ref, details: matter.details, parties: matter.parties, documents: matter.documents,
            notes: matter.notes, values: matter.values, tasks: matter.tasks, timeEntries: matter.timeEntries,
            disbursements: matter.disbursements)
    }

    static func viewer(_ owner: EndpointOwner) -> Viewer {
        guard let viewer = owner.viewer(firmID: "f") else { preconditionFailure("every owner looks somehow") }
        return viewer
    }

    static func party(_ address: String) -> Viewer {
        guard let address = MailAddress(address) else { preconditionFailure("a plain address") }
        return viewer(.party(address))
    }
}
