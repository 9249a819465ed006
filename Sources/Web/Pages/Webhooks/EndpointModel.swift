import Delivery
import Matters
import Records
import Webhooks

/// One endpoint: how it is, what can be done with it, and what was sent.
struct EndpointModel: Sendable, Equatable {
    struct Line: Sendable, Equatable {
        var href: String
        var event: String
        var at: TimeText
        var state: DeliveryWords
        var outcome: String
    }

    var frame: PageFrame
    var path: String
    var url: String
    var description: String?
    /// Shown this once.
    var secret: String?
    var problem: String?
    var status: EndpointWords
    var events: String
    var made: TimeText
    var sent: String
    var isOn: Bool
    /// Nil when nothing is held.
    var held: String?
    var hasLines: Bool
    var lines: [Line]
    var next: String?

    init(_ query: EndpointQuery, reader: PageViewer, firm: String, words: DateWords) {
        let endpoint = query.endpoint
        frame = PageFrame(title: "Webhook", firm: firm, person: .init(reader))
        (path, url, description) = (
            EndpointPath.page(of: endpoint), endpoint.targetURL, endpoint.options.description?.nonEmpty
        )
        (secret, problem, status) = (query.secret, query.problem, EndpointWords(endpoint))
        (events, made) = (Self.names(endpoint.events), TimeText(recent: endpoint.createdAt, words))
        sent = endpoint.triggeredCount == 1 ? "1 event" : "\(endpoint.triggeredCount) events"
        isOn = endpoint.status != .disabled
        held = query.held == 0 ? nil : query.held == 1 ? "1 message" : "\(query.held) messages"
        let log = path + "/deliveries/"
        (hasLines, next) = (!query.deliveries.isEmpty, query.next)
        lines = query.deliveries.map { Line($0.logged, path: log + $0.name, words) }
    }

    static func names(_ events: [String]) -> String {
        events == [Subscriptions.allEvents] ? "All events" : events.joined(separator: ", ")
    }
}

extension EndpointModel.Line {
    init(_ logged: LoggedDelivery, path: String, _ words: DateWords) {
        let entry = logged.entry
        (href, event, at) = (path, entry.eventType, TimeText(moment: entry.createdAt, words))
        state = DeliveryWords(entry.state)
        outcome =
            switch logged.attempts.count {
            case 0: "Not tried yet"
            case 1: "1 try, \(logged.attempts[0].result.name)"
            case let count: "\(count) tries, the last: \(logged.attempts[count - 1].result.name)"
            }
    }
}

/// What the page of one endpoint is made from.
struct EndpointQuery: Sendable {
    var endpoint: Subscription
    var held: Int
    var deliveries: [(name: String, logged: LoggedDelivery)]
    var next: String?
    var secret: String?
    var problem: String?
}
