import Delivery
import Records
import SandboxKit
import Storage
import Webhooks

/// Forms that change webhook endpoints and API keys.
extension LawfficientForm {
    static let onEndpoint = [test, disable, enable, makeDurable, makePlain, resend, delete]
    static let onSettings = [makeEndpoint, makeKey, disableKey, enableKey]

    static let makeEndpoint = standalone("endpoint", done: "The endpoint was made.") { form, change in
        let names = form["all"] == "T" ? [Subscriptions.allEvents] : form.ticked(LawfficientEvent.allCases)
        let request = try LawfficientEndpoint(
            ["url": .string(form["url"]), "events": .array(names.map { .string($0) })])
        return try change.createEndpoint(request, isDurable: form["durable"] == "T").secret.text
    }

    static let makeKey = standalone("key", done: "The key was made.") { form, change in
        let name = try form.required("name", "The name")
        let scopes = form.ticked(APIScope.allCases).compactMap { APIScope(rawValue: $0) }
        guard !scopes.isEmpty else { throw RequestFailure.badRequest("Tick at least one scope.") }
        return try change.createKey(name: name, scopes: scopes).secret
    }

    static let disableKey = standalone("key-disable", done: "The key was disabled.") { form, change in
        try change.setKeyDisabled(true, form.record)
        return nil
    }

    static let enableKey = standalone("key-enable", done: "The key was enabled.") { form, change in
        try change.setKeyDisabled(false, form.record)
        return nil
    }

    static let test = endpoint("test", done: "A test event is on its way.", fires: [.leadUpdated]) {
        _, endpoint, change in
        guard endpoint.status == .active else {
            throw RequestFailure.badRequest("This endpoint is off: enable it, then send the test.")
        }
        try change.sendTest(to: endpoint)
    }

    static let disable = endpoint("disable", done: "The endpoint was disabled.") { _, endpoint, change in
        try SubscriptionLifecycle.disable(
            endpoint.id, because: .byHand, firmID: SandboxFirm.id, in: change.transaction, at: change.due)
    }

    /// Held events are sent before new ones.
    static let enable = endpoint("enable", done: "The endpoint was enabled.") { _, endpoint, change in
        try SubscriptionLifecycle.enable(
            endpoint.id, catchesUp: endpoint.options.isDurable, firmID: SandboxFirm.id, in: change.transaction,
            at: change.due)
    }

    static let makeDurable = endpoint("durable", done: "Events that fail are tried again from now on.") {
        _, endpoint, change in try change.setDurable(true, endpoint)
    }

    static let makePlain = endpoint("plain", done: "Each event is tried once from now on.") { _, endpoint, change in
        try change.setDurable(false, endpoint)
    }

    static let resend = endpoint("resend", done: "The event is on its way again.") { form, endpoint, change in
        let isSent = try Int64(form.record).map {
            try ResendJobs.resend($0, of: endpoint.id, firmID: SandboxFirm.id, in: change.transaction, at: change.due)
        }
        guard isSent == true else {
            throw RequestFailure.badRequest("This event cannot be sent again: it is still on its way.")
        }
    }

    static let delete = endpoint("delete", done: "The endpoint was deleted.") { form, endpoint, change in
        guard form["sure"] == "T" else { throw RequestFailure.badRequest("Tick that you are sure.") }
        try SubscriptionLifecycle.delete(endpoint.id, firmID: SandboxFirm.id, in: change.transaction, at: change.due)
    }
}

extension Submission {
    /// The names of the ticked checkboxes.
    fileprivate func ticked<Name: RawRepresentable<String>>(_ names: [Name]) -> [String] {
        names.map(\.rawValue).filter { self[$0] == "T" }
    }
}
