import HTTPTypes
import Hummingbird

/// Sets the security headers of every answer.
struct SecurityHeadersMiddleware: RouterMiddleware {
    typealias Context = PortalContext

    private let headers: [(HTTPField.Name, String)]

    init(isSecure: Bool) {
        let all = SecurityHeaders.all + (isSecure ? [SecurityHeaders.strictTransport] : [])
        headers = all.compactMap { header in HTTPField.Name(header.name).map { ($0, header.value) } }
    }

    @concurrent func handle(
        _ request: Request, context: PortalContext,
        next: @concurrent (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        // A document's file has a stricter policy of its own.
        for (name, value) in headers where response.headers[name] == nil { response.headers[name] = value }
        return response
    }
}
