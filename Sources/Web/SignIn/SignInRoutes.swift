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
