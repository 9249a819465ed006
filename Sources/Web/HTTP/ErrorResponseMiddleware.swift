import HTTPTypes
import Hummingbird
import Logging
import Storage

/// Turns an error into an answer that says what to do, and nothing of the portal's insides: a page for people, a
/// problem (RFC 9457) for systems.
struct ErrorResponseMiddleware: RouterMiddleware {
    typealias Context = PortalContext

    let firmPages: FirmPages

    @concurrent func handle(
        _ request: Request, context: PortalContext, next: @concurrent (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound && request.uri.path.hasPrefix("/api") {
            return .notFoundProblem
        } catch let error as HTTPError where error.status == .notFound {
            return .page(try await firmPages.pagesBeforeSignIn().notFound(), status: .notFound)
        } catch let error as any HTTPResponseError {
            return .problem(error.status, (error as? HTTPError)?.body ?? "the request was not understood")
        } catch let error as StoreError where error.isTransient {
            context.logger.error("the database does not answer", metadata: ["error": "\(error)"])
            return try unavailable(request)
        } catch {
            context.logger.error("a request failed", metadata: ["error": "\(error)", "path": "\(request.uri.path)"])
            return .page(try await firmPages.pagesBeforeSignIn().problem(), status: .internalServerError)
        }
    }

    private func unavailable(_ request: Request) throws -> Response {
        let isPerson = request.headers[.accept]?.contains("text/html") ?? false
        var response =
            isPerson
            ? Response.page(try firmPages.pagesWithoutFirm().problem(), status: .serviceUnavailable)
            : .problem(.serviceUnavailable, "the portal cannot reach its data; come back in a moment")
        response.headers[.retryAfter] = "5"
        return response
    }
}

extension StoreError {
    /// Whether the same request may succeed in a moment.
    fileprivate var isTransient: Bool {
        switch self {
        case .unavailable, .busy, .undecided: true
        case .duplicate, .cancelled, .closed, .refused, .schemaTooNew: false
        }
    }
}
