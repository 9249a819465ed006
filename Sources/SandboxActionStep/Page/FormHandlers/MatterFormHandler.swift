import SandboxKit
import Storage
import Webhooks

/// The handler of one form on a matter's page.
struct MatterFormHandler: Sendable, FormHandler {
    /// Also the last path segment of the form's action URL.
    let name: String
    /// Shown after success.
    let done: String
    let fires: [ActionStepEvent]
    let action: @Sendable (_ form: Submission, _ matter: ActionStepRecord, ActionStepChange) throws -> Void

    init(
        _ name: String, done: String, fires: [ActionStepEvent] = [],
        _ action:
            @escaping @Sendable (_ form: Submission, _ matter: ActionStepRecord, ActionStepChange) throws -> Void = {
                _, _, _ in
            }
    ) {
        self.name = name
        self.done = done
        self.fires = fires
        self.action = action
    }

    var announcement: String {
        fires.isEmpty
            ? "fires no notice: the portal learns of it with the matter’s next notice or at its next full look"
            : "fires " + fires.map(\.rawValue).joined(separator: ", ")
    }

    var message: String { done + " It " + announcement + "." }

    static let all = matter + notes + parties + documents + collections + work + related
    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
    /// The handlers of a matter's page.
    static func named(_ name: String) -> MatterFormHandler? { byName[name] }
    /// Also the handler that opened the matter, for the confirmation after the redirect.
    static func confirmed(_ name: String) -> MatterFormHandler? { name == openMatter.name ? openMatter : named(name) }
}

extension ActionStepChange {
    /// Finds the row that a form belongs to. Attack: the URL names one matter and the form a row of another.
    func row(_ resource: Resource, _ form: Submission, of matter: ActionStepRecord) throws -> ActionStepRecord {
        let record = try find(resource, form.record)
        guard record["action_id"] == matter.id else { throw RequestFailure.notFound("This matter has no such row.") }
        return record
    }
}
