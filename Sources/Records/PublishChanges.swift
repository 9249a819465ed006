package import Matters
package import Storage

/// Publishes what a transaction changed inside that transaction, so that either both are committed or neither is.
package typealias PublishChanges =
    @Sendable (
        _ changes: [MatterChangeSet], _ firmID: String, _ transaction: any Writing, _ now: Instant
    ) throws -> Void
