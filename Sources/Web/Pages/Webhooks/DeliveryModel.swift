import Delivery
import Matters
import Records
import Webhooks

/// One message: its bytes, and how each try ended.
struct DeliveryModel: Sendable, Equatable {
    struct Try: Sendable, Equatable {
        var at: TimeText
        var result: String
        var took: String
        var answer: String?
    }

    var frame: PageFrame
    var back: String
    var path: String
    var event: String
    var state: DeliveryWords
    var messageID: String?
    var at: TimeText
    var body: String
    var hasTries: Bool
    var tries: [Try]
    var isEnded: Bool

    init(_ query: DeliveryQuery, reader: PageViewer, firm: String, words: DateWords) {
        let entry = query.logged.entry
        frame = PageFrame(title: entry.eventType, firm: firm, person: .init(reader))
        back = EndpointPath.page(of: query.endpoint)
        (path, event) = ("\(back)/deliveries/\(query.name)", entry.eventType)
        (state, messageID) = (DeliveryWords(entry.state), entry.messageID)
        at = TimeText(moment: entry.createdAt, words)
        body = String(decoding: query.logged.body, as: UTF8.self)
        tries = query.logged.attempts.map { attempt in
            Try(
                at: TimeText(moment: attempt.startedAt, words), result: attempt.result.name,
                took: "\(attempt.milliseconds) ms",
                answer: String(decoding: attempt.answer, as: UTF8.self).nonEmpty)
        }
        hasTries = !tries.isEmpty
        isEnded = entry.state.isFinished && query.endpoint.status != .disabled
    }
}

struct DeliveryQuery: Sendable {
    var endpoint: Subscription
    var name: String
    var logged: LoggedDelivery
}
