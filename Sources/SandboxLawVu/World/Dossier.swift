import Matters
import SandboxKit
import Webhooks

/// A matter or a contract: LawVu keeps and announces both alike.
struct Dossier: Equatable, Sendable {
    typealias Kind = LawVuTopic.Owner

    enum Manager: Equatable, Sendable {
        case nobody
        /// Waits in the organisation's queue for somebody to take it.
        case intake
        case user(String)
    }

    let kind: Kind
    let id: Int64
    /// Such as `LV0001-0001`.
    let displayID: String
    var name: String
    var typeID: Int64
    var teamID: Int64?
    var ownerID: String?
    var manager = Manager.nobody
    var restricted = false
    var urgent = false
    /// Of a matter its state, of a contract its stage.
    var status: String
    var externalID: String?
    /// The matter that it belongs to.
    var parentID: Int64?
    /// What the contract is worth.
    var value: FixedPoint?
    var expiry: CalendarDate?
    var executed: CalendarDate?
    /// By the name of the field; one without a value is absent.
    var fields: [String: FieldValue] = [:]
    let createdAt: Instant
    let createdBy: String

    init(kind: Kind, id: Int64, displayID: String, createdAt: Instant, createdBy: String) {
        (self.kind, self.id, self.displayID) = (kind, id, displayID)
        (name, typeID, status) = ("", 0, kind == .matter ? "Active" : "Draft")
        (self.createdAt, self.createdBy) = (createdAt, createdBy)
    }

    /// - Parameter number: from 1, among its kind.
    init(kind: Kind, number: Int64, createdAt: Instant, createdBy: String) {
        self.init(
            kind: kind, id: Self.id(of: kind, number: number), displayID: "LV0001-" + padded(number, 4),
            createdAt: createdAt, createdBy: createdBy)
    }

    static func id(of kind: Kind, number: Int64) -> Int64 { (kind == .matter ? 96_000 : 53_000) + number }

    static func statuses(of kind: Kind) -> [String] {
        switch kind {
        case .matter:
            [
                "Draft", "Scoping", "Review", "Active", "TasksLate", "MilestonesLate", "TasksAndMilestonesLate",
                "AwaitingManagerAcceptance", "AwaitingOwnerAcceptance", "Complete", "Archived", "OnHold",
            ]
        case .contract: ["Draft", "Negotiating", "Approval", "Signing", "Executed", "Expired", "Void"]
        }
    }

    /// A restricted one is for those alone who own or manage it, and for administrators.
    func isVisible(to user: LawVuUser) -> Bool {
        !restricted || user.seesAll || ownerID == user.id || manager == .user(user.id)
    }
}

/// What stands in a field that the organisation has added.
enum FieldValue: Equatable, Sendable {
    case text(String)
    case decimal(FixedPoint)
    case flag(Bool)
    case date(CalendarDate)
    case option(String)
    case options([String])
    case user(String)
}
