/// A page that only says something.
struct MessagePageModel: Sendable, Equatable {
    var frame: PageFrame
    var heading: String
    var text: String
    var advice: String
}

extension PageRenderer {
    /// The same bytes for what does not exist and for what the viewer may not see. To be sent with status 404.
    func notFound() -> String {
        message(
            "Page not found", "There is nothing at this address that you can see.",
            advice: "If you followed a link, the matter may no longer be shared with you. Your list shows all that is.")
    }

    /// - Parameter reason: a sentence in lower case without its full stop.
    func documentUnavailable(_ reason: String) -> String {
        message(
            "The document cannot be downloaded now", reason.prefix(1).uppercased() + reason.dropFirst() + ".",
            advice: "Nothing is lost. If it keeps happening, please call \(firm).")
    }

    /// For any failure of the portal. Does not say what failed.
    func problem() -> String {
        message(
            "Sorry, that did not work", "The portal could not show this page. Nothing you did is lost.",
            advice: "Try again in a few minutes. If it keeps happening, please call \(firm).")
    }

    private func message(_ heading: String, _ text: String, advice: String) -> String {
        let frame = PageFrame(title: heading, firm: firm)
        return render(MessagePageModel(frame: frame, heading: heading, text: text, advice: advice), with: "message")
    }
}
