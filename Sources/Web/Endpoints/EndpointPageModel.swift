import Delivery
import Matters
import Records
import Webhooks

/// The page of one endpoint, formatted: its status, the forms that change it, and its deliveries.
struct EndpointPageModel: Sendable, Equatable {
    struct Row: Sendable, Equatable {
        var delivery: DeliverySummary
        var outcome: String
    }

    var frame: PageFrame
    var endpoint: EndpointSummary
    /// Only on the page that answers its creation.
    var secret: String?
    var problem: String?
    var sent: String
    var isOn: Bool
    /// Nil when nothing is held.
    var held: String?
    var log: [Row]
    var next: String?

    init(_ content: EndpointContent, viewer: PageViewer, firm: String, dates: PageDateFormatter) {
        let subscription = content.endpoint
        frame = PageFrame(title: "Webhook", firm: firm, person: .init(viewer))
        endpoint = EndpointSummary(subscription, dates)
        secret = content.secret
        problem = content.problem
        sent = subscription.triggeredCount == 1 ? "1 event" : "\(subscription.triggeredCount) events"
        isOn = subscription.status != .disabled
        held = content.held == 0 ? nil : content.held == 1 ? "1 message" : "\(content.held) messages"
        next = content.next
        log = content.deliveries.map { name, logged in
            Row(
                delivery: DeliverySummary(logged.entry, named: name, of: subscription, dates),
                outcome: Self.outcome(of: logged.attempts))
        }
    }

    private static func outcome(of attempts: [Attempt]) -> String {
        switch attempts.count {
        case 0: "Not tried yet"
        case 1: "1 try, \(attempts[0].result.name)"
        case let count: "\(count) tries, the last: \(attempts[count - 1].result.name)"
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
