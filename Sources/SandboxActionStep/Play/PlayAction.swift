import Matters
import SandboxKit

/// One thing that the staff do to a matter.
enum PlayAction: Sendable, Equatable {
    case moveStep(to: Int)
    case settle(on: CalendarDate)
    case writeNote(String)
    case rewriteNote(Int64, String)
    case tickItem(Int64)
    case reopenItem(Int64)
    case addDocument(String)
    case renameDocument(Int64, String)
    case addTask(String)
    case completeTask(Int64)
    case enterTime(String, hours: FixedPoint)
    case enterDisbursement(String, price: FixedPoint)
    case addParty(role: Int64, person: Int64)
    case removeParty(link: String)
    case close
    /// A closed matter goes on at this step.
    case reopen(at: Int)
}
