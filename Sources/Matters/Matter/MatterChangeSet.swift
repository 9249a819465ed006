/// The changes of one matter in one transaction, from which notices to others are made.
package struct MatterChangeSet: Sendable, Equatable {
    /// The matter before the transaction: what a change names may be gone since.
    package var before: Matter
    package var changes: [Change]

    package init(before: Matter, changes: [Change]) {
        self.before = before
        self.changes = changes
    }

    package var isOfNewMatter: Bool { changes.contains { $0.kind == .matter && $0.fact == Change.created } }
}
