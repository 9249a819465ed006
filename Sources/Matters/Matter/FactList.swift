/// Gathers the facts that differ.
struct FactList {
    var subject = ""
    var topic = ""
    var changes: [Change] = []

    mutating func compare(_ kind: Change.Kind, _ fact: String, _ old: String?, _ new: String?) {
        guard old != new else { return }
        changes.append(Change(kind, subject: subject, topic: topic, fact: fact, old: old, new: new))
    }

    /// Flags stand in the log as `T` and `F`.
    mutating func compare(_ kind: Change.Kind, _ fact: String, _ old: Bool, _ new: Bool) {
        compare(kind, fact, old ? "T" : "F", new ? "T" : "F")
    }

    /// A fact of a note beside its text. The change carries the text, because it decides who may know of the change.
    mutating func compareNotes(_ fact: String, _ old: Note, _ new: Note, of part: (Note) -> String?) {
        guard part(old) != part(new) else { return }
        changes.append(Change(.note, subject: new.ref, fact: fact, old: old.text, new: new.text))
    }

    /// A label is what people read before the value.
    mutating func compareLabels(_ old: DataValue, _ new: DataValue, of kind: Change.Kind) {
        let before = "\(old.collectionLabel): \(old.fieldLabel)"
        let after = "\(new.collectionLabel): \(new.fieldLabel)"
        guard before != after else { return }
        changes.append(
            Change(
                kind, subject: new.ref, topic: new.collection, fact: "label", old: before, new: after))
    }

    mutating func appear(_ document: Document) {
        changes.append(
            Change(
                .document, subject: document.ref, topic: Self.topic(of: document), fact: Change.added,
                new: document.name))
    }

    mutating func disappear(_ document: Document) {
        changes.append(
            Change(
                .document, subject: document.ref, topic: Self.topic(of: document), fact: Change.removed,
                old: document.name))
    }

    mutating func compare(_ old: Document, _ new: Document) {
        let facts: [(fact: String, old: String?, new: String?)] = [
            ("name", old.name, new.name), ("size", String(old.sizeBytes), String(new.sizeBytes)),
            ("type", old.fileType, new.fileType), ("created", old.createdAt?.iso8601, new.createdAt?.iso8601),
            ("modified", old.modifiedAt?.iso8601, new.modifiedAt?.iso8601),
        ]
        for (fact, oldValue, newValue) in facts where oldValue != newValue {
            changes.append(
                Change(
                    .document, subject: new.ref, topic: Self.topic(of: new), fact: fact, old: oldValue, new: newValue))
        }
        guard let filed = old.filing, let filing = new.filing else { return }
        (subject, topic) = (new.ref, Self.topic(of: new))
        compare(.document, "folder", filed.folder, filing.folder)
        compareTags(.document, filed.tags, filing.tags)
    }

    mutating func compareTags(_ kind: Change.Kind, _ old: [String]?, _ new: [String]?) {
        guard let old, let new else { return }
        compare(kind, "tags", old.joined(separator: ", "), new.joined(separator: ", "))
    }

    private static func topic(of document: Document) -> String { document.hasFile ? "" : Change.noFile }

    mutating func addedAndRemoved<Element>(
        _ list: MatterDelta.List<Element>, _ kind: Change.Kind, by ref: KeyPath<Element, SourceRef>,
        text: (Element) -> String
    ) {
        changes += list.added.map {
            Change(kind, subject: $0[keyPath: ref], topic: topic, fact: Change.added, new: text($0))
        }
        changes += list.removed.map {
            Change(kind, subject: $0[keyPath: ref], topic: topic, fact: Change.removed, old: text($0))
        }
    }
}
