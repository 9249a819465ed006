import HTTPTypes
import Hummingbird
import SandboxKit

/// Applies the request faults of the plan to the APIs of the simulated systems, before a handler reads or writes.
struct FaultMiddleware: RouterMiddleware {
    typealias Context = SandboxContext
    static let retryAfterSeconds = 1
    let faults: FaultInjector
    let clock: any Clock<Duration>
    let systems: [FaultableRoutes]

    func handle(
        _ request: Request, context: SandboxContext,
        next: @concurrent (Request, SandboxContext) async throws -> Response
    ) async throws -> Response {
        guard let system = systems.first(where: { $0.contains(request.uri.path) }) else {
            return try await next(request, context)
        }
        let fault = faults.next()
        if fault.delaySeconds > 0 {
            try await clock.sleep(for: .milliseconds(Int64(fault.delaySeconds * 1_000)))
        }
        guard let failure = Self.failure(fault.outcome) else {
            var context = context
            context.requiresOptionalFields = fault.requiresStepFields
            return try await next(request, context)
        }
        var response = system.response(failure, request)
        if fault.outcome == .rateLimited { response.headers[.retryAfter] = String(Self.retryAfterSeconds) }
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
