package import Records

/// Labels and CSS classes for the state of a delivery.
package enum DeliveryLabels {
    package static func label(_ state: DeliveryState, attempts: Int, failure: String?) -> String {
        switch state {
        case .waiting, .queued: attempts == 0 ? "waiting" : "tried \(attempts)×: " + reason(failure)
        case .delivered: "delivered"
        case .missed: "missed"
        case .held: "held"
        case .abandoned: "given up: " + reason(failure)
        }
    }

    package static func tone(_ state: DeliveryState) -> String {
        switch state {
        case .waiting, .queued, .held: "waiting"
        case .delivered: "good"
        case .missed, .abandoned: "bad"
        }
    }

    /// A stored failure such as `status 401` or `timedOut`, for a reader.
    package static func reason(_ failure: String?) -> String {
        guard let failure else { return "no answer" }
        if failure.hasPrefix("status ") { return "answered " + failure.dropFirst("status ".count) }
        return switch failure {
        case "timedOut": "timed out"
        case "refused": "nobody listens there"
        case "dns": "no such host"
        case "tls": "no safe connection"
        case "privateAddress": "address not allowed"
        default: failure
        }
    }

    /// Only the host of the target: the rest of it is the receiver's secret.
    package static func host(_ target: String) -> String {
        String(target.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? "")
    }
}
