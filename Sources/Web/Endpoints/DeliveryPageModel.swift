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
    var delivery: DeliverySummary
    var messageID: String?
    var body: String
    var attempts: [Attempt]
    var isEnded: Bool
}

extension PageRenderer {
    func delivery(
        _ logged: LoggedDelivery, named name: String, of endpoint: Subscription, for viewer: PageViewer
    ) -> String {
        let dates = dates(viewer.now)
        let entry = logged.entry
        let attempts = logged.attempts.map { attempt in
            DeliveryPageModel.Attempt(
                at: TimeText(moment: attempt.startedAt, dates), result: attempt.result.name,
                took: "\(attempt.milliseconds) ms", answer: String(decoding: attempt.answer, as: UTF8.self).nonEmpty)
        }
        let page = DeliveryPageModel(
            frame: PageFrame(title: entry.eventType, firm: firm, person: viewer),
            back: EndpointSummary.path(of: endpoint),
            delivery: DeliverySummary(entry, named: name, of: endpoint, dates), messageID: entry.messageID,
            body: String(decoding: logged.body, as: UTF8.self), attempts: attempts,
            isEnded: entry.state.isFinished && endpoint.status != .disabled)
        return render(page, with: "delivery")
    }
}
