import Hummingbird

/// Stands before the pages of a person: what they show and take is for whoever opened the sandbox, and for no page of
/// another site.
struct PageRoutes: RouterMiddleware {
    typealias Context = SandboxContext
    let answers: PageAnswers
    /// Whether the sandbox listens on this machine alone: then only names that always mean this machine lead to it. One
    /// that listens elsewhere is opened under whatever name it has there.
    let isLocal: Bool

    func handle(
        _ request: Request, context: SandboxContext,
        next: @concurrent (Request, SandboxContext) async throws -> Response
    ) async throws -> Response {
        if let refusal = refusal(of: request) { return answers.problem(refusal) }
        return try await next(request, context)
    }

    func refusal(of request: Request) -> RESTFailure? {
        do throws(RESTFailure) {
            if isLocal { try request.requireLocalName() }
            if !request.isLook { try request.requireOwnPage() }
            return nil
        } catch { return error }
    }
}
