/// A page that only says something.
struct MessagePageModel: Sendable, Equatable {
    var frame: PageFrame
    var heading: String
    var text: String
    var advice: String

    enum Message: Sendable {
        case notFound, problem
        /// - Parameter reason: a sentence in lower case without its full stop.
        case documentUnavailable(_ reason: String)
    }

    init(_ message: Message, firm: String) {
        switch message {
        case .notFound:
            heading = "Page not found"
            text = "There is nothing at this address that you can see."
            advice = "If you followed a link, the matter may no longer be shared with you. Your list shows all that is."
        case .documentUnavailable(let reason):
            heading = "The document cannot be downloaded now"
            text = reason.prefix(1).uppercased() + reason.dropFirst() + "."
            advice = "Nothing is lost. If it keeps happening, please call \(firm)."
        case .problem:
            heading = "Sorry, that did not work"
            text = "The portal could not show this page. Nothing you did is lost."
            advice = "Try again in a few minutes. If it keeps happening, please call \(firm)."
        }
        frame = PageFrame(title: heading, firm: firm)
    }
}

extension PageRenderer {
    /// The same bytes for what does not exist and for what the viewer may not see. To be sent with status 404.
    package func notFound() -> String { message(.notFound) }

    /// - Parameter reason: a sentence in lower case without its full stop.
    package func documentUnavailable(_ reason: String) -> String { message(.documentUnavailable(reason)) }

    /// For any failure of the portal. Does not say what failed.
    package func problem() -> String { message(.problem) }

    private func message(_ message: MessagePageModel.Message) -> String {
        render(MessagePageModel(message, firm: firm), with: "message")
    }
}
