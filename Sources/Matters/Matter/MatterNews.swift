/// What one transaction changed about one matter, for those who pass it on.
package struct MatterNews: Sendable, Equatable {
    /// As it was: what a change names may be gone since.
    package var before: Matter
    package var changes: [Change]

    package init(before: Matter, changes: [Change]) { (self.before, self.changes) = (before, changes) }

    package var isOfNewMatter: Bool { changes.contains { $0.kind == .matter && $0.fact == Change.created } }
}
