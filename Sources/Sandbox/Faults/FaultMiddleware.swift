import HTTPTypes
import Hummingbird

/// Stands before the simulated systems and lets them fail as the plan says, before anything has been read or written.
struct FaultMiddleware: RouterMiddleware {
    typealias Context = SandboxContext
    static let retryAfterSeconds = 1
    let faults: Faults
    let clock: any Clock<Duration>

    func handle(
        _ request: Request, context: SandboxContext,
        next: @concurrent (Request, SandboxContext) async throws -> Response
    ) async throws -> Response {
        guard request.uri.path.hasPrefix("/actionstep/") else { return try await next(request, context) }
        let verdict = faults.next()
        if verdict.delaySeconds > 0 {
            try await clock.sleep(for: .milliseconds(Int64(verdict.delaySeconds * 1_000)))
        }
        guard let failure = Self.failure(verdict.outcome) else {
            var context = context
            context.requiresStepFields = verdict.requiresStepFields
            return try await next(request, context)
        }
        var response = Response(RESTReply(status: failure.status, body: failure.body))
        if verdict.outcome == .rateLimited { response.headers[.retryAfter] = String(Self.retryAfterSeconds) }
        return response
    }

    private static func failure(_ outcome: FaultPlan.Outcome) -> RESTFailure? {
        switch outcome {
        case .pass: nil
        case .down: .init(status: 503, title: "Service Unavailable", detail: "The system is down, as the faults ask")
        case .rateLimited: .init(status: 429, title: "Too Many Requests", detail: "Too many, as the faults ask")
        case .error: .init(status: 500, title: "Internal Error", detail: "It failed, as the faults ask")
        }
    }
}
