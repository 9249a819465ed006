import SandboxKit
import Webhooks

/// One thing a person can do on the pages of Lawfficient: to a lead, or to an endpoint.
struct DeskDeed<Subject>: FormHandler, Sendable {
    let name: String
    /// What is said once it is done.
    let done: String
    let fires: [LawfficientEvent]
    let act: @Sendable (_ form: Submission, _ subject: Subject, IntakeChange) throws -> Void

    init(
        _ name: String, done: String, fires: [LawfficientEvent] = [],
        _ act: @escaping @Sendable (_ form: Submission, _ subject: Subject, IntakeChange) throws -> Void
    ) {
        (self.name, self.done, self.fires, self.act) = (name, done, fires, act)
    }

    var announcement: String { fires.isEmpty ? "" : "fires " + fires.map(\.rawValue).joined(separator: ", ") }
    var message: String { fires.isEmpty ? done : done + " It " + announcement + "." }
}
