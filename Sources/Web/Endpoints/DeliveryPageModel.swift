import Delivery
import Matters
import Records
import Webhooks

/// The page of one delivery, formatted: the message, and how each attempt ended.
struct DeliveryPageModel: Sendable, Equatable {
    struct Attempt: Sendable, Equatable {
        var at: TimeText
        var result: String
        var took: String
        var answer: String?
    }

    var frame: PageFrame
    var back: String
    var path: String
    var event: String
    var state: DeliveryStatusLabel
    var messageID: String?
    var at: TimeText
    var body: String
    var hasAttempts: Bool
    var attempts: [Attempt]
    var isEnded: Bool

    init(_ content: DeliveryContent, viewer: PageViewer, firm: String, dates: PageDateFormatter) {
        let entry = content.logged.entry
        frame = PageFrame(title: entry.eventType, firm: firm, person: .init(viewer))
        back = EndpointPath.page(of: content.endpoint)
        path = "\(back)/deliveries/\(content.name)"
        event = entry.eventType
        state = DeliveryStatusLabel(entry.state)
        messageID = entry.messageID
        at = TimeText(moment: entry.createdAt, dates)
        body = String(decoding: content.logged.body, as: UTF8.self)
        attempts = content.logged.attempts.map { attempt in
            Attempt(
                at: TimeText(moment: attempt.startedAt, dates), result: attempt.result.name,
                took: "\(attempt.milliseconds) ms",
                answer: String(decoding: attempt.answer, as: UTF8.self).nonEmpty)
        }
        hasAttempts = !attempts.isEmpty
        isEnded = entry.state.isFinished && content.endpoint.status != .disabled
    }
}

/// What the page of a delivery is made from.
struct DeliveryContent: Sendable {
    var endpoint: Subscription
    var name: String
    var logged: LoggedDelivery
}

extension PageRenderer {
    func delivery(_ content: DeliveryContent, for viewer: PageViewer) -> String {
        render(DeliveryPageModel(content, viewer: viewer, firm: firm, dates: dates(viewer.now)), with: "delivery")
    }
}
