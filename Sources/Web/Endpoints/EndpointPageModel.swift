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
        let dates = dates(viewer.now)
        let endpoint = content.endpoint
        let log = content.deliveries.map { name, logged in
            EndpointPageModel.Row(
                delivery: DeliverySummary(logged.entry, named: name, of: endpoint, dates),
                outcome: outcome(of: logged.attempts))
        }
        let page = EndpointPageModel(
            frame: PageFrame(title: "Webhook", firm: firm, person: viewer), endpoint: EndpointSummary(endpoint, dates),
            secret: content.secret, problem: content.problem,
            sent: endpoint.triggeredCount == 1 ? "1 event" : "\(endpoint.triggeredCount) events",
            isOn: endpoint.status != .disabled,
            held: content.held == 0 ? nil : content.held == 1 ? "1 message" : "\(content.held) messages",
            log: log, next: content.next)
        return render(page, with: "endpoint")
    }

    private func outcome(of attempts: [Attempt]) -> String {
        switch attempts.count {
        case 0: "Not tried yet"
        case 1: "1 try, \(attempts[0].result.name)"
        case let count: "\(count) tries, the last: \(attempts[count - 1].result.name)"
        }
    }
}
