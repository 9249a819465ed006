import Records
import SandboxKit
import Storage
import Webhooks

/// A form of the pages.
struct LawfficientForm: FormHandler, Sendable {
    let name: String
    private let done: String
    private let fires: [LawfficientEvent]
    /// Takes the id of the lead or endpoint on whose page the form is. Returns what the page shows of a new resource: the id
    /// of a lead, or a secret.
    let action: @Sendable (_ form: Submission, _ id: String, IntakeChange) throws -> String?

    private init(
        _ name: String, done: String, fires: [LawfficientEvent] = [],
        action: @escaping @Sendable (Submission, String, IntakeChange) throws -> String?
    ) {
        self.name = name
        self.done = done
        self.fires = fires
        self.action = action
    }

    /// A form on the page of a lead.
    static func lead(
        _ name: String, done: String, fires event: LawfficientEvent,
        _ action: @escaping @Sendable (Submission, Lead, IntakeChange) throws -> Void
    ) -> Self {
        Self(name, done: done, fires: [event]) { form, id, change in
            try action(form, try change.lead(id), change)
            return nil
        }
    }

    /// A form on the page of an endpoint.
    static func endpoint(
        _ name: String, done: String, fires events: [LawfficientEvent] = [],
        _ action: @escaping @Sendable (Submission, Subscription, IntakeChange) throws -> Void
    ) -> Self {
        Self(name, done: done, fires: events) { form, id, change in
            try action(form, try change.endpoint(id), change)
            return nil
        }
    }

    /// A form on the list of leads or on the page of settings.
    static func standalone(
        _ name: String, done: String, fires events: [LawfficientEvent] = [],
        _ action: @escaping @Sendable (Submission, IntakeChange) throws -> String?
    ) -> Self {
        Self(name, done: done, fires: events) { form, _, change in try action(form, change) }
    }

    var announcement: String { fires.isEmpty ? "" : "fires " + fires.map(\.rawValue).joined(separator: ", ") }
    /// Shown after success.
    var message: String { fires.isEmpty ? done : done + " It " + announcement + "." }
}
