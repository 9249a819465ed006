/// Somebody to try the portal as.
package struct DemoPersona: Sendable, Equatable {
    package var label: String
    package var role: String
    package var email: String
    package init(label: String, role: String, email: String) {
        (self.label, self.role, self.email) = (label, role, email)
    }
}

struct SignInModel: Sendable, Equatable {
    var frame: PageFrame
    /// Nil where nobody can be chosen.
    var hasPersonas: Bool
    var personas: [DemoPersona]

    init(personas: [DemoPersona], firm: String) {
        frame = PageFrame(title: "Sign in", firm: firm)
        (hasPersonas, self.personas) = (!personas.isEmpty, personas)
    }
}

/// A page that only says something.
struct MessageModel: Sendable, Equatable {
    var frame: PageFrame
    var heading: String
    var text: String
    var advice: String

    init(_ message: Message, firm: String) {
        (heading, text, advice) =
            switch message {
            case .notFound:
                (
                    "Page not found", "There is nothing at this address that you can see.",
                    "If you followed a link, the matter may no longer be shared with you. Your list shows all that is."
                )
            case .problem:
                (
                    "Sorry, that did not work", "The portal could not show this page. Nothing you did is lost.",
                    "Try again in a few minutes. If it keeps happening, please call \(firm)."
                )
            }
        frame = PageFrame(title: heading, firm: firm)
    }

    enum Message: Sendable { case notFound, problem }
}
