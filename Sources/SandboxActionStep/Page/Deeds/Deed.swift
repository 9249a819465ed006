import SandboxKit
import Storage
import Webhooks

/// One thing a person can do to a matter on its page.
struct Deed: Sendable, FormHandler {
    /// Also the last part of the form's address.
    let name: String
    /// What is said once it is done.
    let done: String
    let fires: [ActionStepEvent]
    let act: @Sendable (_ form: Submission, _ matter: Record, WorldChange) throws -> Void

    init(
        _ name: String, done: String, fires: [ActionStepEvent] = [],
        _ act: @escaping @Sendable (_ form: Submission, _ matter: Record, WorldChange) throws -> Void = { _, _, _ in }
    ) {
        (self.name, self.done, self.fires, self.act) = (name, done, fires, act)
    }

    var announcement: String {
        fires.isEmpty
            ? "fires no notice: the portal learns of it with the matter’s next notice or at its next full look"
            : "fires " + fires.map(\.rawValue).joined(separator: ", ")
    }

    var message: String { done + " It " + announcement + "." }

    static let all = matter + notes + parties + documents + collections + work + related
    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
    /// Those that a form on a matter's page may ask for.
    static func named(_ name: String) -> Deed? { byName[name] }
    /// Also the one that led to the matter's page.
    static func said(_ name: String) -> Deed? { name == openMatter.name ? openMatter : named(name) }
}

extension WorldChange {
    /// A row of this matter. Attack: the address names one matter and the form a row of another.
    func row(_ resource: Resource, _ form: Submission, of matter: Record) throws -> Record {
        let record = try find(resource, form.record)
        guard record["action_id"] == matter.id else { throw RequestFailure.notFound("This matter has no such row.") }
        return record
    }
}
