import Delivery
import Matters
import Records
import Webhooks

/// An endpoint, formatted, as a row of the list and at the top of its own page.
struct EndpointSummary: Sendable, Equatable {
    var path: String
    var url: String
    var description: String?
    var status: EndpointStatusLabel
    var events: String
    var made: TimeText

    static let list = "/webhooks"

    init(_ endpoint: Subscription, _ dates: PageDateFormatter) {
        path = Self.path(of: endpoint)
        url = endpoint.targetURL
        description = endpoint.options.description?.nonEmpty
        status = EndpointStatusLabel(endpoint)
        let isForAll = endpoint.events == [Subscriptions.allEvents]
        events = isForAll ? "All events" : endpoint.events.joined(separator: ", ")
        made = TimeText(recent: endpoint.createdAt, dates)
    }

    static func path(of endpoint: Subscription) -> String { "\(list)/\(endpoint.options.publicID ?? "")" }
}

/// A delivery, formatted, as a row of the log and at the top of its own page.
struct DeliverySummary: Sendable, Equatable {
    var path: String
    var event: String
    var at: TimeText
    var state: DeliveryStatusLabel

    init(_ entry: DeliveryLogEntry, named name: String, of endpoint: Subscription, _ dates: PageDateFormatter) {
        path = "\(EndpointSummary.path(of: endpoint))/deliveries/\(name)"
        event = entry.eventType
        at = TimeText(moment: entry.createdAt, dates)
        state = DeliveryStatusLabel(entry.state)
    }
}
