/// One fact of a part of a matter: its name in the log, and its text there.
typealias Fact<Part> = (name: String, text: (Part) -> String?)

extension Change {
    /// The facts in which two states of a part differ.
    static func facts<Part>(
        of kind: Kind, subject: String = "", topic: String = "", from old: Part, to new: Part, _ facts: [Fact<Part>]
    ) -> [Change] {
        facts.compactMap { fact in
            let before = fact.text(old)
            let after = fact.text(new)
            guard before != after else { return nil }
            return Change(kind, subject: subject, topic: topic, fact: fact.name, old: before, new: after)
        }
    }

    /// Flags stand in the log as `T` and `F`.
    static func text(_ flag: Bool) -> String { flag ? "T" : "F" }

    /// Nothing when one state has no tags yet: a first reading is no change.
    static func tags(
        of kind: Kind, subject: String, topic: String = "", from old: [String]?, to new: [String]?
    ) -> [Change] {
        guard let old, let new else { return [] }
        return facts(
            of: kind, subject: subject, topic: topic, from: old, to: new, [("tags", { $0.joined(separator: ", ") })])
    }
}

extension MatterDelta.List {
    /// The elements that were added and removed, and then the facts in which the others differ.
    /// - Parameter text: of an element as a whole.
    func changes(
        _ kind: Change.Kind, topic: String = "", text: (Element) -> String, facts: [Fact<Element>] = []
    ) -> [Change] {
        var changes = added.map { Change(kind, subject: $0.ref, topic: topic, fact: Change.added, new: text($0)) }
        changes += removed.map { Change(kind, subject: $0.ref, topic: topic, fact: Change.removed, old: text($0)) }
        for update in updated {
            changes += Change.facts(
                of: kind, subject: update.new.ref, topic: topic, from: update.old, to: update.new, facts)
        }
        return changes
    }
}
