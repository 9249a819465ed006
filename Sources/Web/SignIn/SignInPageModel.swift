/// The page on which people sign in, formatted.
struct SignInPageModel: Sendable, Equatable {
    var frame: PageFrame
    /// False where people cannot sign in yet.
    var hasPersonas: Bool
    var personas: [SignInPersona]

    init(_ method: SignInMethod, firm: String) {
        frame = PageFrame(title: "Sign in", firm: firm)
        personas =
            switch method {
            case .unavailable: []
            case .personas(let personas): personas
            }
        hasPersonas = !personas.isEmpty
    }
}

extension PageRenderer {
    package func signIn(_ method: SignInMethod) -> String {
        render(SignInPageModel(method, firm: firm), with: "sign-in")
    }
}
