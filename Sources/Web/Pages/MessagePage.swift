import Matters

struct SignInModel: Sendable, Equatable {
    struct Persona: Sendable, Equatable {
        var role: String
        var label: String
        var name: String
        var address: String
    }

    var frame: PageFrame
    /// False where nobody can be chosen, because people cannot sign in yet.
    var hasPersonas: Bool
    var personas: [Persona]

    init(personas: [DemoPersona], firm: String) {
        frame = PageFrame(title: "Sign in", firm: firm)
        hasPersonas = !personas.isEmpty
        self.personas = personas.map {
            Persona(role: $0.role, label: $0.label, name: $0.name, address: $0.viewer.address.text)
        }
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
            case .documentUnavailable(let why):
                (
                    "The document cannot be downloaded now", why.prefix(1).uppercased() + why.dropFirst() + ".",
                    "Nothing is lost. If it keeps happening, please call \(firm)."
                )
            case .problem:
                (
                    "Sorry, that did not work", "The portal could not show this page. Nothing you did is lost.",
                    "Try again in a few minutes. If it keeps happening, please call \(firm)."
                )
            }
        frame = PageFrame(title: heading, firm: firm)
    }

    enum Message: Sendable {
        case notFound, problem
        /// - Parameter why: a sentence without its full stop.
        case documentUnavailable(_ why: String)
    }
}
