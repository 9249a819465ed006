import HTTPTypes
import Hummingbird
import Logging
import SandboxKit
import Webhooks

/// Stands before all controls: they are for this machine, and every refusal of theirs is `{"error": "a sentence"}`.
struct ControlRoutes: RouterMiddleware {
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
    /// The body of a control.
    func control() async throws -> JSONValue {
        let bytes: [UInt8]
        do { bytes = try await self.bytes(upTo: ControlRoutes.bodyBytesMax) } catch is RequestFailure {
            throw RequestFailure(
                status: 413, title: "Content Too Large",
                detail: "The body is larger than \(ControlRoutes.bodyBytesMax) bytes.")
        }
        guard let json = try? JSONReader.parse(bytes) else {
            throw RequestFailure.badRequest("The body is not valid JSON.")
        }
        return json
    }
}
