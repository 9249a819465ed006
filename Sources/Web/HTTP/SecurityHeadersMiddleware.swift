import HTTPTypes
import Hummingbird
import Logging
import Storage

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
        } catch let error as HTTPError where error.status == .notFound && request.uri.path.hasPrefix("/api") {
            return .notFoundProblem
        } catch let error as HTTPError where error.status == .notFound {
            return .page(try await library.pagesBeforeSignIn().notFound(), status: .notFound)
        } catch let error as any HTTPResponseError {
            return .problem(error.status, "the request was not understood")
        } catch let error as StoreError where error.mayPass {
            context.logger.error("the rows are out of reach", metadata: ["error": "\(error)"])
            return try away(request)
        } catch {
            context.logger.error("a request failed", metadata: ["error": "\(error)", "path": "\(request.uri.path)"])
            return .page(try await library.pagesBeforeSignIn().problem(), status: .internalServerError)
        }
    }

    /// The database does not answer just now: whoever asks is told to come back, a person with a page.
    private func away(_ request: Request) throws -> Response {
        let isPerson = request.headers[.accept]?.contains("text/html") ?? false
        var response =
            isPerson
            ? Response.page(try library.pagesWithoutRows().problem(), status: .serviceUnavailable)
            : .problem(.serviceUnavailable, "the portal cannot reach its data; come back in a moment")
        response.headers[.retryAfter] = "5"
        return response
    }
}

extension StoreError {
    /// Whether the same request may well succeed in a moment.
    fileprivate var mayPass: Bool {
        switch self {
        case .unavailable, .busy, .undecided: true
        case .duplicate, .cancelled, .closed, .refused, .schemaTooNew: false
        }
    }
}
