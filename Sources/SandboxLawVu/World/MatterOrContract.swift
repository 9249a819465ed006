import Matters
import SandboxKit
import Webhooks

/// A matter or a contract: in LawVu both have nearly the same members and events.
struct MatterOrContract: Equatable, Sendable {
    typealias Kind = LawVuTopic.Owner

    enum ManagerAssignment: Equatable, Sendable {
        case nobody
        /// In the organisation's intake queue, without a manager yet.
        case intakeQueue
        case user(String)
    }

    let kind: Kind
    let id: Int64
    /// Such as `LV0001-0001`.
    let displayID: String
    var name = ""
    var typeID: Int64 = 0
    var teamID: Int64?
    var ownerID: String?
    var manager = ManagerAssignment.nobody
    var restricted = false
    var urgent = false
    /// The state of a matter, the stage of a contract.
    var status: String
    var externalID: String?
    /// The matter to which it belongs.
    var parentID: Int64?
    /// The amount of a contract.
    var value: FixedPoint?
    var expiry: CalendarDate?
    var executed: CalendarDate?
    /// By field id; a field without a value is absent.
    var fields: [String: FieldValue] = [:]
    let createdAt: Instant
    let createdBy: String
}

extension MatterOrContract {
    /// - Parameter number: counts from 1 for each kind.
    init(kind: Kind, number: Int64, createdAt: Instant, createdBy: String) {
        self.init(
            kind: kind, id: Self.id(of: kind, number: number), displayID: "LV0001-" + padded(number, 4),
            status: kind == .matter ? "Active" : "Draft", createdAt: createdAt, createdBy: createdBy)
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

    /// Orders the webhook deliveries of the item, such as `matter 96001`.
    var orderingKey: String { "\(kind.rawValue) \(id)" }
    var managerID: String? { if case .user(let id) = manager { id } else { nil } }

    /// A restricted item is visible to its owner, its manager and administrators only.
    func isVisible(to user: LawVuUser) -> Bool {
        !restricted || user.seesAll || ownerID == user.id || managerID == user.id
    }
}

/// The value of a custom field.
enum FieldValue: Equatable, Sendable {
    case text(String)
    case decimal(FixedPoint)
    case flag(Bool)
    case date(CalendarDate)
    case option(String)
    case options([String])
    case user(String)

    /// The values as text; none for a flag.
    var texts: [String] {
        switch self {
        case .text(let text), .option(let text), .user(let text): [text]
        case .decimal(let number): [number.text]
        case .date(let day): [day.text]
        case .options(let options): options
        case .flag: []
        }
    }
}
