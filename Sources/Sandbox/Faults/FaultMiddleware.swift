import HTTPTypes
import Hummingbird
import SandboxKit

/// Stands before the simulated systems and lets them fail as the plan says, before anything has been read or written.
struct FaultMiddleware: RouterMiddleware {
    typealias Context = SandboxContext
    static let retryAfterSeconds = 1
    let faults: Faults
    let clock: any Clock<Duration>
    let systems: [FaultableRoutes]

    func handle(
        _ request: Request, context: SandboxContext,
        next: @concurrent (Request, SandboxContext) async throws -> Response
    ) async throws -> Response {
        guard let system = systems.first(where: { $0.contains(request.uri.path) }) else {
            return try await next(request, context)
        }
        let verdict = faults.next()
        if verdict.delaySeconds > 0 {
            try await clock.sleep(for: .milliseconds(Int64(verdict.delaySeconds * 1_000)))
        }
        guard let failure = Self.failure(verdict.outcome) else {
            var context = context
            context.requiresOptionalFields = verdict.requiresStepFields
            return try await next(request, context)
        }
        var response = system.response(failure, request)
        if verdict.outcome == .rateLimited { response.headers[.retryAfter] = String(Self.retryAfterSeconds) }
        return response
    }

    private static func failure(_ outcome: FaultPlan.Outcome) -> RequestFailure? {
        switch outcome {
        case .pass: nil
        case .down: .init(status: 503, title: "Service Unavailable", detail: "The system is down, as the faults ask")
        case .rateLimited: .init(status: 429, title: "Too Many Requests", detail: "Too many, as the faults ask")
        case .error: .init(status: 500, title: "Internal Error", detail: "It failed, as the faults ask")
        }
    }
}
