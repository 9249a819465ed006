import Records
import SandboxKit
import Storage
import Webhooks

/// Forms that change a webhook endpoint.
extension LawfficientFormHandler where Subject == Subscription {
    static func named(_ name: String) -> Self? {
        [test, disable, enable, makeDurable, makePlain, resend, delete].first { $0.name == name }
    }

    static var test: Self {
        Self("test", done: "A test event is on its way.", fires: [.leadUpdated]) { _, endpoint, change in
            guard endpoint.status == .active else {
                throw RequestFailure.badRequest("This endpoint is off: enable it, then send the test.")
            }
            try change.sendTest(to: endpoint)
        }
    }

    static var disable: Self {
        Self("disable", done: "The endpoint was disabled.") { _, endpoint, change in
            try Subscriptions.switchOff(
                endpoint.id, because: .byHand, firmID: SandboxFirm.id, in: change.transaction, at: change.due)
        }
    }

    /// Held events are sent before new ones.
    static var enable: Self {
        Self("enable", done: "The endpoint was enabled.") { _, endpoint, change in
            try Subscriptions.switchOn(
                endpoint.id, catchesUp: endpoint.options.isDurable, firmID: SandboxFirm.id, in: change.transaction,
                at: change.due)
        }
    }

    static var makeDurable: Self {
        Self("durable", done: "Events that fail are tried again from now on.") { _, endpoint, change in
            try change.setDurable(true, endpoint)
        }
    }

    static var makePlain: Self {
        Self("plain", done: "Each event is tried once from now on.") { _, endpoint, change in
            try change.setDurable(false, endpoint)
        }
    }

    static var resend: Self {
        Self("resend", done: "The event is on its way again.") { form, endpoint, change in
            let isSent = try Int64(form.record).map {
                try Resends.resend($0, of: endpoint.id, firmID: SandboxFirm.id, in: change.transaction, at: change.due)
            }
            guard isSent == true else {
                throw RequestFailure.badRequest("This event cannot be sent again: it is still on its way.")
            }
        }
    }

    static var delete: Self {
        Self("delete", done: "The endpoint was deleted.") { form, endpoint, change in
            guard form["sure"] == "T" else { throw RequestFailure.badRequest("Tick that you are sure.") }
            try Subscriptions.delete(endpoint.id, firmID: SandboxFirm.id, in: change.transaction, at: change.due)
        }
    }
}
