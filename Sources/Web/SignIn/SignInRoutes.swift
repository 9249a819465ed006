import Hummingbird

/// `GET /sign-in`: how people sign in to this installation.
struct SignInRoutes: Sendable {
    let firmPages: FirmPages
    let method: SignInMethod

    func addRoutes(to router: Router<PortalContext>) {
        router.get("sign-in") { _, _ in
            Response.page(try await firmPages.pagesBeforeSignIn().signIn(method))
        }
    }
}

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
