import Hummingbird

/// The description of the API, for everybody: it tells nothing of any firm.
struct OpenAPIRoutes: Sendable {
    private static let document = Response.json(OpenAPIDocument.json)

    func addRoutes(to router: Router<PortalContext>) {
        router.get("openapi.json") { _, _ in Self.document }
    }
}
