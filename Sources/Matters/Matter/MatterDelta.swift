/// The difference between the read model of one matter and a snapshot: the rows to write and the changes to log, computed
/// together so that they cannot disagree.
package struct MatterDelta: Sendable, Equatable {
    /// Elements of one list, compared by `ref`.
    package struct List<Element: MatterPart>: Sendable, Equatable {
        package var added: [Element] = []
        package var removed: [Element] = []
        package var updated: [Updated] = []
        package struct Updated: Sendable, Equatable {
            package var old: Element
            package var new: Element
        }
        package var isEmpty: Bool { added.isEmpty && removed.isEmpty && updated.isEmpty }

        init(from old: [Element], to new: [Element]?) {
            guard let new else { return }
            let known = Dictionary(old.map { ($0.ref, $0) }, uniquingKeysWith: { first, _ in first })
            var seen: Set<SourceRef> = []
            for element in new where seen.insert(element.ref).inserted {
                switch known[element.ref] {
                case nil: added.append(element)
                case let found? where found != element: updated.append(Updated(old: found, new: element))
                case _?: break
                }
            }
            removed = old.filter { !seen.contains($0.ref) }
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
        parties = List(from: matter.parties, to: snapshot.parties)
        documents = List(from: matter.documents, to: snapshot.documents)
        notes = List(from: matter.notes, to: snapshot.notes)
        values = List(from: matter.values, to: snapshot.values)
        tasks = List(from: matter.tasks, to: snapshot.tasks)
        timeEntries = List(from: matter.timeEntries, to: snapshot.timeEntries)
        disbursements = List(from: matter.disbursements, to: snapshot.disbursements)
        facets = snapshot.facets
        changes = []
        if let new = snapshot.details, new != matter.details {
            details = new
            if let stepRef = new.stepRef, stepRef != matter.details.stepRef {
                enteredStep = Workflow.Step(ref: stepRef, name: new.stepName ?? stepRef)
            }
            changes += Self.changes(from: matter.details, to: new)
        }
        changes += Self.changes(parties) + Self.changes(documents) + Self.changes(notes)
        changes += Self.changes(values, places: matter.places)
        if matter.facetsRead.contains(.tasks) { changes += Self.changes(tasks) }
        if matter.facetsRead.contains(.money) { changes += Self.changes(timeEntries) + Self.changes(disbursements) }
    }
}

extension MatterDelta {
    private static func changes(from old: MatterDetails, to new: MatterDetails) -> [Change] {
        let facts: [Fact<MatterDetails>] = [
            ("name", { $0.name }), ("reference", { $0.reference }), ("type", { $0.typeName }),
            ("created_on", { $0.createdOn?.text }), ("status", { $0.systemStatus }),
            ("assigned_to", { $0.assignedTo }), ("deleted", { Change.text($0.isDeleted) }),
        ]
        let step =
            old.stepRef != new.stepRef
            ? [Change(.step, fact: "step", old: old.stepName, new: new.stepName)]
            : Change.facts(of: .step, from: old, to: new, [("label", { $0.stepName })])
        return Change.facts(of: .matter, from: old, to: new, facts) + step
            + relations(from: old.related, to: new.related)
    }

    private static func relations(from old: [SourceRef]?, to new: [SourceRef]?) -> [Change] {
        guard let old, let new else { return [] }
        return old.filter { !new.contains($0) }.map { Change(.matter, subject: $0, fact: Change.related, old: $0) }
            + new.filter { !old.contains($0) }.map { Change(.matter, subject: $0, fact: Change.related, new: $0) }
    }

    private static func changes(_ parties: List<Party>) -> [Change] {
        parties.changes(
            .party, text: { "\($0.roleName): \($0.name)" },
            facts: [
                ("name", { $0.name }), ("company", { $0.company }), ("role", { $0.roleName }),
                ("email", { $0.email }), ("phone", { $0.phone }),
            ])
    }

    private static func changes(_ notes: List<Note>) -> [Change] {
        notes.changes(.note, text: { $0.text }) + notes.updated.flatMap { changes(from: $0.old, to: $0.new) }
    }

    private static func changes(from old: Note, to new: Note) -> [Change] {
        let texts = Change.facts(of: .note, subject: new.ref, from: old, to: new, [("text", { $0.text })])
        let tags = Change.tags(of: .note, subject: new.ref, from: old.tags, to: new.tags)
        guard texts.isEmpty else { return texts + tags }
        // A change of another fact carries the text, because it decides who may know of the change.
        let facts: [Fact<Note>] = [("author", { $0.author }), ("noted", { $0.notedAt?.iso8601 })]
        return tags
            + facts.filter { $0.text(old) != $0.text(new) }
            .map { Change(.note, subject: new.ref, fact: $0.name, old: old.text, new: new.text) }
    }

    private static func changes(_ values: List<DataValue>, places: FactPlaces) -> [Change] {
        func change(of value: DataValue, _ fact: String, from old: String?, to new: String?) -> [Change] {
            guard old != new else { return [] }
            let kind = places.kind(of: value.collection)
            return [Change(kind, subject: value.ref, topic: value.collection, fact: fact, old: old, new: new)]
        }
        return values.added.flatMap { change(of: $0, $0.field, from: nil, to: $0.text) }
            + values.removed.flatMap { change(of: $0, $0.field, from: $0.text, to: nil) }
            + values.updated.flatMap { update in
                change(of: update.new, update.new.field, from: update.old.text, to: update.new.text)
                    + change(of: update.new, "label", from: update.old.label, to: update.new.label)
            }
    }
}

extension DataValue {
    /// What people read before the value.
    fileprivate var label: String { "\(collectionLabel): \(fieldLabel)" }
}
