import SandboxKit
import Webhooks

/// The handler of one form on the page of a lead or of an endpoint.
struct LawfficientFormHandler<Subject>: FormHandler, Sendable {
    let name: String
    /// Shown after success.
    let done: String
    let fires: [LawfficientEvent]
    let action: @Sendable (_ form: Submission, _ subject: Subject, IntakeChange) throws -> Void

    init(
        _ name: String, done: String, fires: [LawfficientEvent] = [],
        _ action: @escaping @Sendable (_ form: Submission, _ subject: Subject, IntakeChange) throws -> Void
    ) {
        self.name = name
        self.done = done
        self.fires = fires
        self.action = action
    }

    var announcement: String { fires.isEmpty ? "" : "fires " + fires.map(\.rawValue).joined(separator: ", ") }
    var message: String { fires.isEmpty ? done : done + " It " + announcement + "." }
}
