extension MatterDelta {
    static func changes(_ documents: List<Document>) -> [Change] {
        documents.added.map { $0.appearance(Change.added) } + documents.removed.map { $0.appearance(Change.removed) }
            + documents.updated.flatMap { update in
                // Parties see a document once it has a file, so it counts as added then.
                switch (update.old.hasFile, update.new.hasFile) {
                case (false, true): [update.new.appearance(Change.added)]
                case (true, false): [update.old.appearance(Change.removed)]
                default: update.new.changes(since: update.old)
                }
            }
    }
}

extension Document {
    private var topic: String { hasFile ? "" : Change.noFile }

    /// - Parameter fact: `Change.added` or `Change.removed`.
    fileprivate func appearance(_ fact: String) -> Change {
        let isAdded = fact == Change.added
        return Change(
            .document, subject: ref, topic: topic, fact: fact, old: isAdded ? nil : name, new: isAdded ? name : nil)
    }

    fileprivate func changes(since old: Document) -> [Change] {
        let changes = Change.facts(
            of: .document, subject: ref, topic: topic, from: old, to: self,
            [
                ("name", { $0.name }), ("size", { String($0.sizeBytes) }), ("type", { $0.fileType }),
                ("created", { $0.createdAt?.iso8601 }), ("modified", { $0.modifiedAt?.iso8601 }),
            ])
        guard let filed = old.filing, let filing else { return changes }
        return changes
            + Change.facts(
                of: .document, subject: ref, topic: topic, from: filed, to: filing, [("folder", { $0.folder })])
            + Change.tags(of: .document, subject: ref, topic: topic, from: filed.tags, to: filing.tags)
    }
}
