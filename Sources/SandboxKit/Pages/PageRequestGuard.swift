package import Hummingbird

/// Answers a request for a page with 403 when a page of another site sent it.
package struct PageRequestGuard: RouterMiddleware {
    package typealias Context = SandboxContext
    private let responses: PageResponses
    /// Whether the server listens on a loopback address only. Then the Host header must be a loopback name; elsewhere
    /// the server's name is unknown and any Host is accepted.
    private let isLocal: Bool

    package init(responses: PageResponses, isLocal: Bool) {
        self.responses = responses
        self.isLocal = isLocal
    }

    package func handle(
        _ request: Request, context: SandboxContext,
        next: @concurrent (Request, SandboxContext) async throws -> Response
    ) async throws -> Response {
        if let failure = failure(of: request) { return responses.problem(failure) }
        return try await next(request, context)
    }

    package func failure(of request: Request) -> RequestFailure? {
        do throws(RequestFailure) {
            if isLocal { try request.requireLocalName() }
            if !request.isSafeMethod { try request.requireSameOrigin() }
            return nil
        } catch { return error }
    }
}
