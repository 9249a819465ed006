package import Matters
package import Storage

/// Told what a transaction changed, inside of it: what others are to hear is stored with its cause, or not at all.
package typealias Announce =
    @Sendable (
        _ news: [MatterChangeSet], _ firmID: String, _ transaction: any Writing, _ now: Instant
    ) throws -> Void
