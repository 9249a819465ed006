import Delivery
import Matters
import Records
import Webhooks

/// The page of one endpoint, formatted: its status, the forms that change it, and its deliveries.
struct EndpointPageModel: Sendable, Equatable {
    struct Delivery: Sendable, Equatable {
        var href: String
        var event: String
        var at: TimeText
        var state: DeliveryStatusLabel
        var outcome: String
    }

    var frame: PageFrame
    var path: String
    var url: String
    var description: String?
    /// Only on the page that answers its creation.
    var secret: String?
    var problem: String?
    var status: EndpointStatusLabel
    var events: String
    var made: TimeText
    var sent: String
    var isOn: Bool
    /// Nil when nothing is held.
    var held: String?
    var hasDeliveries: Bool
    var deliveries: [Delivery]
    var next: String?

    init(_ content: EndpointContent, viewer: PageViewer, firm: String, dates: PageDateFormatter) {
        let endpoint = content.endpoint
        frame = PageFrame(title: "Webhook", firm: firm, person: .init(viewer))
        path = EndpointPath.page(of: endpoint)
        url = endpoint.targetURL
        description = endpoint.options.description?.nonEmpty
        secret = content.secret
        problem = content.problem
        status = EndpointStatusLabel(endpoint)
        events = Self.names(endpoint.events)
        made = TimeText(recent: endpoint.createdAt, dates)
        sent = endpoint.triggeredCount == 1 ? "1 event" : "\(endpoint.triggeredCount) events"
        isOn = endpoint.status != .disabled
        held = content.held == 0 ? nil : content.held == 1 ? "1 message" : "\(content.held) messages"
        let log = path + "/deliveries/"
        hasDeliveries = !content.deliveries.isEmpty
        next = content.next
        deliveries = content.deliveries.map { Delivery($0.logged, path: log + $0.name, dates) }
    }

    static func names(_ events: [String]) -> String {
        events == [Subscriptions.allEvents] ? "All events" : events.joined(separator: ", ")
    }
}

extension EndpointPageModel.Delivery {
    init(_ logged: LoggedDelivery, path: String, _ dates: PageDateFormatter) {
        let entry = logged.entry
        href = path
        event = entry.eventType
        at = TimeText(moment: entry.createdAt, dates)
        state = DeliveryStatusLabel(entry.state)
        outcome =
            switch logged.attempts.count {
            case 0: "Not tried yet"
            case 1: "1 try, \(logged.attempts[0].result.name)"
            case let count: "\(count) tries, the last: \(logged.attempts[count - 1].result.name)"
            }
    }
}

/// What the page of one endpoint is made from.
struct EndpointContent: Sendable {
    var endpoint: Subscription
    var held: Int
    var deliveries: [(name: String, logged: LoggedDelivery)]
    var next: String?
    var secret: String?
    var problem: String?
}

extension PageRenderer {
    func endpoint(_ content: EndpointContent, for viewer: PageViewer) -> String {
        render(EndpointPageModel(content, viewer: viewer, firm: firm, dates: dates(viewer.now)), with: "endpoint")
    }
}
