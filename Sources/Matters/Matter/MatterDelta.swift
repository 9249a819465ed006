/// The difference between the read model of one matter and a snapshot: the rows to write and the changes to log, computed
/// together so that they cannot disagree.
package struct MatterDelta: Sendable, Equatable {
    /// Elements of one list, compared by `ref`.
    package struct List<Element: Sendable & Equatable>: Sendable, Equatable {
        package var added: [Element] = []
        package var removed: [Element] = []
        package var updated: [Updated] = []
        package struct Updated: Sendable, Equatable {
            package var old: Element
            package var new: Element
        }
        package var isEmpty: Bool { added.isEmpty && removed.isEmpty && updated.isEmpty }

        init(from old: [Element], to new: [Element]?, by ref: KeyPath<Element, SourceRef>) {
            guard let new else { return }
            let known = Dictionary(old.map { ($0[keyPath: ref], $0) }, uniquingKeysWith: { first, _ in first })
            var seen: Set<SourceRef> = []
            for element in new where seen.insert(element[keyPath: ref]).inserted {
                switch known[element[keyPath: ref]] {
                case nil: added.append(element)
                case let found? where found != element: updated.append(Updated(old: found, new: element))
                case _?: break
                }
            }
            removed = old.filter { !seen.contains($0[keyPath: ref]) }
        }
    }

    /// The new details, if any differ.
    package var details: MatterDetails?
    /// Set when the matter entered another step.
    package var enteredStep: Workflow.Step?
    package var parties: List<Party>
    package var documents: List<Document>
    package var notes: List<Note>
    package var values: List<DataValue>
    package var tasks: List<MatterTask>
    package var timeEntries: List<TimeEntry>
    package var disbursements: List<Disbursement>
    /// The facets of the snapshot, changed or not.
    package var facets: Facets
    package var changes: [Change]

    package var isEmpty: Bool {
        details == nil && parties.isEmpty && documents.isEmpty && notes.isEmpty && values.isEmpty
            && tasks.isEmpty && timeEntries.isEmpty && disbursements.isEmpty
    }

    /// Compares the facets that the snapshot holds; the others stay as they are.
    /// - Parameter matter: the read model; a new matter has empty lists.
    package init(from matter: Matter, to snapshot: MatterSnapshot) {
        parties = List(from: matter.parties, to: snapshot.parties, by: \.ref)
        documents = List(from: matter.documents, to: snapshot.documents, by: \.ref)
        notes = List(from: matter.notes, to: snapshot.notes, by: \.ref)
        values = List(from: matter.values, to: snapshot.values, by: \.ref)
        tasks = List(from: matter.tasks, to: snapshot.tasks, by: \.ref)
        timeEntries = List(from: matter.timeEntries, to: snapshot.timeEntries, by: \.ref)
        disbursements = List(from: matter.disbursements, to: snapshot.disbursements, by: \.ref)
        facets = snapshot.facets
        changes = []
        if let new = snapshot.details, new != matter.details {
            details = new
            if let stepRef = new.stepRef, stepRef != matter.details.stepRef {
                enteredStep = Workflow.Step(ref: stepRef, name: new.stepName ?? stepRef)
            }
            changes += Self.changes(from: matter.details, to: new)
        }
        changes += Self.changes(parties) + Self.changes(documents) + Self.changes(notes) + Self.changes(values)
        if matter.facetsRead.contains(.tasks) { changes += Self.changes(tasks) }
        if matter.facetsRead.contains(.money) { changes += Self.changes(timeEntries) + Self.changes(disbursements) }
    }
}

extension MatterDelta {
    private static func changes(from old: MatterDetails, to new: MatterDetails) -> [Change] {
        var facts = FactList()
        facts.compare(.matter, "name", old.name, new.name)
        facts.compare(.matter, "reference", old.reference, new.reference)
        facts.compare(.matter, "type", old.typeName, new.typeName)
        facts.compare(.matter, "created_on", old.createdOn?.text, new.createdOn?.text)
        facts.compare(.matter, "status", old.systemStatus, new.systemStatus)
        facts.compare(.matter, "assigned_to", old.assignedTo, new.assignedTo)
        facts.compare(.matter, "deleted", old.isDeleted ? "T" : "F", new.isDeleted ? "T" : "F")
        if old.stepRef != new.stepRef {
            facts.changes.append(Change(.step, fact: "step", old: old.stepName, new: new.stepName))
        } else {
            facts.compare(.step, "label", old.stepName, new.stepName)
        }
        return facts.changes + relations(from: old.related, to: new.related)
    }

    private static func relations(from old: [SourceRef]?, to new: [SourceRef]?) -> [Change] {
        guard let old, let new else { return [] }
        return old.filter { !new.contains($0) }.map { Change(.matter, subject: $0, fact: Change.related, old: $0) }
            + new.filter { !old.contains($0) }.map { Change(.matter, subject: $0, fact: Change.related, new: $0) }
    }

    private static func changes(_ parties: List<Party>) -> [Change] {
        var facts = FactList()
        facts.addedAndRemoved(parties, .party, by: \.ref) { "\($0.roleName): \($0.name)" }
        for update in parties.updated {
            facts.subject = update.new.ref
            facts.compare(.party, "name", update.old.name, update.new.name)
            facts.compare(.party, "company", update.old.company, update.new.company)
            facts.compare(.party, "role", update.old.roleName, update.new.roleName)
            facts.compare(.party, "email", update.old.email, update.new.email)
            facts.compare(.party, "phone", update.old.phone, update.new.phone)
        }
        return facts.changes
    }

    private static func changes(_ documents: List<Document>) -> [Change] {
        var facts = FactList()
        for document in documents.added { facts.appear(document) }
        for document in documents.removed { facts.disappear(document) }
        for update in documents.updated {
            // Parties see a document once it has a file, so it counts as added then.
            switch (update.old.hasFile, update.new.hasFile) {
            case (false, true): facts.appear(update.new)
            case (true, false): facts.disappear(update.old)
            default: facts.compare(update.old, update.new)
            }
        }
        return facts.changes
    }

    private static func changes(_ notes: List<Note>) -> [Change] {
        var facts = FactList()
        facts.addedAndRemoved(notes, .note, by: \.ref) { $0.text }
        for update in notes.updated {
            facts.subject = update.new.ref
            facts.compare(.note, "text", update.old.text, update.new.text)
            facts.compareTags(.note, update.old.tags, update.new.tags)
            guard update.old.text == update.new.text else { continue }
            facts.compareNotes("author", update.old, update.new) { $0.author }
            facts.compareNotes("noted", update.old, update.new) { $0.notedAt?.iso8601 }
        }
        return facts.changes
    }

    private static func changes(_ values: List<DataValue>) -> [Change] {
        var facts = FactList()
        func note(_ value: DataValue, old: String?, new: String?) {
            guard old != new else { return }
            facts.changes.append(
                Change(
                    DataCollections.kind(of: value.collection), subject: value.ref, topic: value.collection,
                    fact: value.field, old: old, new: new))
        }
        for value in values.added { note(value, old: nil, new: value.text) }
        for value in values.removed { note(value, old: value.text, new: nil) }
        for update in values.updated {
            note(update.new, old: update.old.text, new: update.new.text)
            facts.compareLabels(update.old, update.new)
        }
        return facts.changes
    }
}
