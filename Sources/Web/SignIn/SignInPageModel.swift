/// The page on which people sign in, formatted.
struct SignInPageModel: Sendable, Equatable {
    var frame: PageFrame
    /// None where people cannot sign in yet.
    var personas: [SignInPersona]
}

extension PageRenderer {
    func signIn(_ method: SignInMethod) -> String {
        let personas = if case .personas(let personas) = method { personas } else { [SignInPersona]() }
        return render(
            SignInPageModel(frame: PageFrame(title: "Sign in", firm: firm), personas: personas), with: "sign-in")
    }
}
