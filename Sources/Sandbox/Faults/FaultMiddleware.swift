import HTTPTypes
import Hummingbird

/// Stands before the simulated systems and lets them fail as the plan says, before anything has been read or written.
struct FaultMiddleware: RouterMiddleware {
    typealias Context = SandboxContext
    static let retryAfterSeconds = 1
    let faults: Faults
    let clock: any Clock<Duration>
    let systems: [FaultedSystem]

    func handle(
        _ request: Request, context: SandboxContext,
        next: @concurrent (Request, SandboxContext) async throws -> Response
    ) async throws -> Response {
        guard let system = systems.first(where: { request.uri.path.hasPrefix($0.path) }) else {
            return try await next(request, context)
        }
        let verdict = faults.next()
        if verdict.delaySeconds > 0 {
            try await clock.sleep(for: .milliseconds(Int64(verdict.delaySeconds * 1_000)))
        }
        guard verdict.outcome != .pass else {
            var context = context
            context.requiresStepFields = verdict.requiresStepFields
            return try await next(request, context)
        }
        var response = system.answer(verdict.outcome)
        if verdict.outcome == .rateLimited { response.headers[.retryAfter] = String(Self.retryAfterSeconds) }
        return response
    }
}

/// A simulated system as the faults know it: where it answers, and how it says that it cannot.
struct FaultedSystem: Sendable {
    /// Ends in a slash.
    let path: String
    /// Never asked about a request that passes.
    let answer: @Sendable (FaultPlan.Outcome) -> Response
}

extension FaultedSystem {
    static let actionStep = FaultedSystem(path: "/actionstep/") { outcome in
        let failure: RESTFailure =
            switch outcome {
            case .down:
                .init(status: 503, title: "Service Unavailable", detail: "The system is down, as the faults ask")
            case .rateLimited: .init(status: 429, title: "Too Many Requests", detail: "Too many, as the faults ask")
            case .error, .pass: .init(status: 500, title: "Internal Error", detail: "It failed, as the faults ask")
            }
        return Response(RESTReply(status: failure.status, body: failure.body))
    }

    static let lawfficient = FaultedSystem(path: LawfficientController.path + "/") { outcome in
        var response =
            switch outcome {
            case .down: Response(LawfficientFailure.unavailable)
            case .rateLimited: Response(LawfficientFailure.rateLimited)
            case .error, .pass: Response(LawfficientFailure.internalError)
            }
        LawfficientController.stamp(&response)
        return response
    }
}
