import Matters
import SandboxKit
import Storage
import Webhooks

/// A file of a matter or contract, or the document of a contract.
struct LawVuFile: Equatable, Sendable {
    let id: Int64
    let kind: MatterOrContract.Kind
    /// Nil for the document of a contract that is not created yet.
    var itemID: Int64?
    /// Whether it is the contract's document, which is not listed among its files.
    var isDocument: Bool
    var name: String
    var size: Int
    /// Counts from 1; each upload of the same file increments it.
    var version: Int
    let createdAt: Instant
    let createdBy: String
    var modifiedAt: Instant
    var modifiedBy: String

    var displayID: String { "LV0001-" + padded(id, 7) + "." + String(version) }
}

/// A progress note on a matter or contract.
struct StatusMessage: Equatable, Sendable {
    let id: Int64
    let message: String
    let createdAt: Instant
    let createdBy: String
}

struct LawVuTag: Equatable, Sendable {
    let id: Int64
    let description: String
}

/// A date of a contract, such as a renewal or a payment.
struct KeyDate: Equatable, Sendable {
    let id: Int64
    var name: String
    var date: CalendarDate
    var value: FixedPoint?
}
