import HTTPTypes
import Hummingbird
import Logging
import SandboxKit
import Webhooks

/// Restricts the controls to loopback clients and writes their errors as `{"error": "a sentence"}`.
struct ControlMiddleware: RouterMiddleware {
    typealias Context = SandboxContext
    static let bodyBytesMax = 4_096

    func handle(
        _ request: Request, context: SandboxContext,
        next: @concurrent (Request, SandboxContext) async throws -> Response
    ) async throws -> Response {
        do {
            try context.requireLoopback()
            try request.requireLocalName()
            if !request.isSafeMethod { try request.requireSameOrigin() }
            return try await next(request, context)
        } catch let failure as RequestFailure {
            return .json(failure.status, ["error": .string(failure.detail)])
        } catch {
            context.logger.error("control failed", metadata: ["error": "\(error)"])
            return .json(500, ["error": "The sandbox could not do this; its log says why."])
        }
    }
}

extension Request {
    /// The JSON body of a control request.
    func control() async throws -> JSONValue {
        let max = ControlMiddleware.bodyBytesMax
        let bytes = try await bytes(
            upTo: max, orThrow: RequestFailure.contentTooLarge("The body is larger than \(max) bytes."))
        guard let json = try? JSONReader.parse(bytes) else {
            throw RequestFailure.badRequest("The body is not valid JSON.")
        }
        return json
    }
}
