/// The visibility policy: what one viewer may see of one matter.
///
/// Pages, API, live events, replay and everything else that shows a matter use it. A party sees the plain facts of its
/// matters: no internal notes, no internal data, no contact details of others, and the step's name only if it finances
/// the matter.
package struct Scope: Sendable {
    /// The prefix of notes that the firm publishes to the parties; the prefix itself is not shown.
    package static let publicNotePrefix = "PORTAL: "

    private let viewer: Viewer
    private let hasAccess: Bool
    private let ownParties: [Party]
    private let kinds: Set<PartyKind>
    private let places: FactPlaces

    /// - Parameters:
    ///   - parties: of the matter, as the read model holds them.
    ///   - grants: of the matter, as the access table holds them.
    ///   - places: of the matter's values.
    package init(viewer: Viewer, parties: [Party], grants: Set<AccessGrant>, places: FactPlaces = .standard) {
        self.viewer = viewer
        self.places = places
        let own = Self.ownParties(of: viewer, among: parties, grants: grants)
        ownParties = own
        kinds = Set(own.map { PartyKind(roleName: $0.roleName) })
        hasAccess = viewer.isStaff || grants.contains { viewer.holders.contains($0.holder) }
    }

    package init(viewer: Viewer, of matter: Matter, grants: Set<AccessGrant>?) {
        self.init(viewer: viewer, parties: matter.parties, grants: grants ?? [], places: matter.places)
    }

    /// Nil when the viewer may not know that the matter exists.
    package func view(_ matter: Matter) -> ScopedMatter? {
        guard hasAccess, viewer.isStaff || !matter.details.isDeleted else { return nil }
        let items = self.items(of: matter)
        return ScopedMatter(
            id: matter.id, reference: matter.details.reference, name: matter.details.name,
            type: matter.details.typeName, status: status(of: matter, items: items),
            step: seesStep ? matter.details.stepName : nil, settlementOn: places.settlementDate(in: matter.values),
            contact: matter.details.assignedTo, yourRoles: ownParties.map(\.roleName), updatedAt: updatedAt(of: matter),
            asAt: matter.asAt, sourceSystem: matter.sourceSystem, sourceID: matter.ref,
            parties: matter.parties.map(line), documents: documents(of: matter),
            notes: matter.notes.filter { sees($0) }.map(line), items: items, fields: fields(of: matter),
            timeline: seesStep ? timeline(of: matter) : nil, tasks: seesWork(.tasks, of: matter) ? matter.tasks : nil,
            timeEntries: seesWork(.money, of: matter) ? matter.timeEntries : nil,
            disbursements: seesWork(.money, of: matter) ? matter.disbursements : nil)
    }

    /// A change, reduced to what the viewer may know of it; nil when it may not know of it at all.
    ///
    /// Parties do not get the texts of notes, documents and parties: a text that was withdrawn since must not be
    /// readable in the log. The matter itself shows the current texts.
    package func view(_ change: Change) -> Change? {
        guard hasAccess else { return nil }
        guard !viewer.isStaff else { return change }
        return switch change.kind {
        case .step: seesStep ? change : nil
        case .access: viewer.holders.contains { $0.text == change.subject } ? change : nil
        case .note: change.concernsParties(places) ? publicNote(change) : nil
        case .document, .party: change.concernsParties(places) ? change.withoutTexts : nil
        case .matter, .field, .item, .disbursement: change.concernsParties(places) ? change : nil
        }
    }

    /// An edit may publish or withdraw a note: for parties, the note is then added or removed.
    private func publicNote(_ change: Change) -> Change {
        var seen = change.withoutTexts
        if change.fact == "text" {
            if Self.publicText(change.old) == nil { seen.fact = Change.added }
            if Self.publicText(change.new) == nil { seen.fact = Change.removed }
        }
        return seen
    }

    package static func publicText(_ text: String?) -> String? {
        guard let text, text.hasPrefix(publicNotePrefix) else { return nil }
        return String(text.dropFirst(publicNotePrefix.count))
    }

    private static func ownParties(of viewer: Viewer, among parties: [Party], grants: Set<AccessGrant>) -> [Party] {
        guard !viewer.isStaff else { return [] }
        return parties.filter { party in
            guard let address = party.email.flatMap(MailAddress.init) else { return false }
            if address == viewer.address { return PartyKind(roleName: party.roleName).hasAccess }
            return address.domain == viewer.address.domain && PartyKind(roleName: party.roleName).sharesAccessInFirm
                && grants.contains(AccessGrant(holder: .domain(address.domain), relation: .domain))
        }
    }

    private var seesStep: Bool { viewer.isStaff || kinds.contains(.broker) || kinds.contains(.mortgageManager) }

    /// Tasks, time and costs are for staff only. A facet that was never fetched is absent, not empty.
    private func seesWork(_ facet: Facets, of matter: Matter) -> Bool {
        viewer.isStaff && matter.facetsRead.contains(facet)
    }

    private func sees(_ document: Document) -> Bool { viewer.isStaff || document.hasFile }
    private func sees(_ note: Note) -> Bool { viewer.isStaff || Self.publicText(note.text) != nil }
}

extension Scope {
    private func line(_ party: Party) -> ScopedMatter.PartyLine {
        let isOwn = ownParties.contains(party)
        return ScopedMatter.PartyLine(
            name: party.name, company: party.company, role: party.roleName,
            email: viewer.isStaff || isOwn ? party.email : nil, phone: viewer.isStaff || isOwn ? party.phone : nil)
    }

    private func documents(of matter: Matter) -> [ScopedMatter.DocumentLine] {
        matter.documents.filter(sees).compactMap { document in
            matter.documentIDs[document.ref].map { id in
                ScopedMatter.DocumentLine(
                    id: id, name: document.name, fileType: document.fileType, sizeBytes: document.sizeBytes,
                    createdAt: document.createdAt, modifiedAt: document.modifiedAt, hasFile: document.hasFile,
                    filing: viewer.isStaff ? document.filing : nil)
            }
        }
    }

    private func line(_ note: Note) -> ScopedMatter.NoteLine {
        ScopedMatter.NoteLine(
            id: note.ref, text: viewer.isStaff ? note.text : Self.publicText(note.text) ?? "", author: note.author,
            notedAt: note.notedAt, tags: viewer.isStaff ? note.tags : nil)
    }

    /// When something changed that the viewer may see. The time of any other change would reveal that and when the firm
    /// works on the matter.
    private func updatedAt(of matter: Matter) -> Instant {
        guard !viewer.isStaff else { return matter.updatedAt }
        guard seesStep, let entry = matter.history.last else { return matter.shownUpdatedAt }
        return max(matter.shownUpdatedAt, entry.enteredAt)
    }

    private func visibleValues(of matter: Matter) -> [DataValue] {
        viewer.isStaff ? matter.values : matter.values.filter { places.partyCollections.contains($0.collection) }
    }

    private func fields(of matter: Matter) -> [ScopedMatter.Field] {
        visibleValues(of: matter).compactMap { value in
            guard places.kind(of: value.collection) == .field, let text = value.text, !text.isEmpty else { return nil }
            return ScopedMatter.Field(
                collection: value.collectionLabel, label: value.fieldLabel, value: text,
                record: value.recordRef, isMoney: value.dataType == "Money")
        }
    }

    private func items(of matter: Matter) -> [ScopedMatter.Item] {
        visibleValues(of: matter).filter { places.kind(of: $0.collection) == .item }.groups(by: \.recordRef)
            .compactMap { places.item(from: $0.elements, viewerKinds: kinds, isStaff: viewer.isStaff) }
    }

    private func status(of matter: Matter, items: [ScopedMatter.Item]) -> ScopedMatter.Status {
        switch matter.details.systemStatus.lowercased() {
        case "closed": return .done
        case "inactive": return .notNeeded
        default: break
        }
        guard matter.details.stepRef != nil else { return .notStarted }
        if matter.details.stepName.map(Self.isOver) ?? false { return .done }
        let open = items.filter { !$0.isDone }
        if open.contains(where: { $0.owner == .you }) { return .waitingOnYou }
        return !open.isEmpty && open.allSatisfy { $0.owner == .others } ? .waitingOnOthers : .inProgress
    }

    /// Steps after which the parties wait for nothing, although the firm may still have to file something.
    private static func isOver(_ stepName: String) -> Bool {
        ["settled", "post-settlement", "post settlement", "completed"].contains(stepName.lowercased())
    }

    private func timeline(of matter: Matter) -> [ScopedMatter.TimelineStep] {
        let current = matter.steps.firstIndex { $0.ref == matter.details.stepRef }
        return matter.steps.enumerated().map { index, step in
            let isPast = current.map { index < $0 } ?? false
            let state: ScopedMatter.TimelineStep.State = index == current ? .current : isPast ? .done : .upcoming
            // A matter that was moved back has entered later steps before; they are upcoming again.
            let entry = state == .upcoming ? nil : matter.history.last { $0.stepRef == step.ref }
            return ScopedMatter.TimelineStep(label: step.name, state: state, enteredAt: entry?.enteredAt)
        }
    }
}

extension Scope {
    /// The file of a document. Nil, without a difference, when there is no such document, when it has no file yet, and
    /// when the viewer may not see it: whoever may see a document may download its file.
    /// - Parameter id: the document's public id.
    package func file(_ id: String, of matter: Matter) -> DocumentFile? {
        guard let line = view(matter)?.documents.first(where: { $0.id == id }), line.hasFile,
            let ref = matter.documentIDs.first(where: { $0.value == id })?.key
        else { return nil }
        return DocumentFile(
            matterRef: matter.ref, documentRef: ref, name: line.name, fileType: line.fileType,
            sizeBytes: line.sizeBytes)
    }
}
