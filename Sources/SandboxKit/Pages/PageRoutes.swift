package import Hummingbird

/// Stands before the pages of a person: what they show and take is for whoever opened the sandbox, and for no page of
/// another site.
package struct PageRoutes: RouterMiddleware {
    package typealias Context = SandboxContext
    package let answers: PageResponses
    /// Whether the sandbox listens on this machine alone: then only names that always mean this machine lead to it. One
    /// that listens elsewhere is opened under whatever name it has there.
    package let isLocal: Bool

    package init(answers: PageResponses, isLocal: Bool) {
        self.answers = answers
        self.isLocal = isLocal
    }

    package func handle(
        _ request: Request, context: SandboxContext,
        next: @concurrent (Request, SandboxContext) async throws -> Response
    ) async throws -> Response {
        if let refusal = refusal(of: request) { return answers.problem(refusal) }
        return try await next(request, context)
    }

    package func refusal(of request: Request) -> RequestFailure? {
        do throws(RequestFailure) {
            if isLocal { try request.requireLocalName() }
            if !request.isSafeMethod { try request.requireSameOrigin() }
            return nil
        } catch { return error }
    }
}
