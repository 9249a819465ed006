import SandboxKit
import Storage
import Webhooks

/// The handler of one form on a matter's page.
struct MatterFormHandler: Sendable, FormHandler {
    typealias Action = @Sendable (_ form: Submission, _ matter: ActionStepRecord, ActionStepChange) throws -> Void

    /// Also the last path segment of the form's action URL.
    let name: String
    /// Shown after success.
    let done: String
    let fires: [ActionStepEvent]
    let action: Action

    init(_ name: String, done: String, fires: [ActionStepEvent] = [], _ action: @escaping Action = { _, _, _ in }) {
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

/// Handlers that add, edit and delete a row; they fire what the vendor documents for the resource.
extension MatterFormHandler {
    typealias Values = @Sendable (Submission) throws -> [String: SQLValue]

    static func adding(_ resource: Resource, _ name: String, done: String, _ values: @escaping Values) -> Self {
        Self(name, done: done, fires: events(resource.events.created)) { form, matter, change in
            try change.add(resource, to: matter, values(form))
        }
    }

    static func editing(_ resource: Resource, _ name: String, done: String, _ values: @escaping Values) -> Self {
        Self(name, done: done, fires: events(resource.events.updated)) { form, matter, change in
            let row = try change.row(resource, form, of: matter)
            try change.update(row, values(form))
        }
    }

    static func deleting(_ resource: Resource, _ name: String, done: String) -> Self {
        Self(name, done: done, fires: events(resource.events.deleted)) { form, matter, change in
            try change.delete(try change.row(resource, form, of: matter))
        }
    }

    private static func events(_ name: String?) -> [ActionStepEvent] {
        name.flatMap(ActionStepEvent.init(rawValue:)).map { [$0] } ?? []
    }
}

extension ActionStepChange {
    /// Finds the row that a form belongs to. Attack: the URL names one matter and the form a row of another.
    func row(_ resource: Resource, _ form: Submission, of matter: ActionStepRecord) throws -> ActionStepRecord {
        let record = try find(resource, form.record)
        guard record["action_id"] == matter.id else { throw RequestFailure.notFound("This matter has no such row.") }
        return record
    }
}
