import HTTPTypes
import Hummingbird
import Logging

/// Puts the security headers on every answer, and turns an error nobody caught into a page that says nothing of it.
struct SecurityHeadersMiddleware: RouterMiddleware {
    typealias Context = PortalContext

    let isSecure: Bool
    let library: PageLibrary
    private let headers: [(HTTPField.Name, String)]

    init(isSecure: Bool, library: PageLibrary) {
        (self.isSecure, self.library) = (isSecure, library)
        let all = SecurityHeaders.all + (isSecure ? [SecurityHeaders.strictTransport] : [])
        headers = all.compactMap { header in HTTPField.Name(header.name).map { ($0, header.value) } }
    }

    @concurrent func handle(
        _ request: Request, context: PortalContext,
        next: @concurrent (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        var response = try await answer(request, context, next)
        // A file has a stricter policy of its own.
        for (name, value) in headers where response.headers[name] == nil { response.headers[name] = value }
        return response
    }

    @concurrent private func answer(
        _ request: Request, _ context: PortalContext,
        _ next: @concurrent (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            return .page(try await library.pagesBeforeSignIn().notFound(), status: .notFound)
        } catch let error as any HTTPResponseError {
            return .problem(error.status, "the request was not understood")
        } catch {
            context.logger.error("a request failed", metadata: ["error": "\(error)", "path": "\(request.uri.path)"])
            return .page(try await library.pagesBeforeSignIn().problem(), status: .internalServerError)
        }
    }
}
