import Matters
import SandboxKit
import Storage
import Webhooks

/// A file of a matter or contract, or the text of a contract itself.
struct DossierFile: Equatable, Sendable {
    let id: Int64
    let kind: Dossier.Kind
    /// Nil for the text of a contract that is still to be made.
    var dossierID: Int64?
    /// The contract's own text, which does not stand among its files.
    var isDocument: Bool
    var name: String
    var size: Int
    /// From 1; a new upload of the same file raises it.
    var version: Int
    let createdAt: Instant
    let createdBy: String
    var modifiedAt: Instant
    var modifiedBy: String

    var displayID: String { "LV0001-" + padded(id, 7) + "." + String(version) }
}

/// What people tell each other of where a matter or contract stands.
struct StatusMessage: Equatable, Sendable {
    let id: Int64
    let message: String
    let createdAt: Instant
    let createdBy: String
}

struct DossierTag: Equatable, Sendable {
    let id: Int64
    let description: String
}

/// A day on which something of a contract falls due.
struct KeyDate: Equatable, Sendable {
    let id: Int64
    var name: String
    var date: CalendarDate
    var value: FixedPoint?
}
