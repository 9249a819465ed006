import HTTPTypes
import Hummingbird
import Logging
import Matters
import NIOCore
import SandboxKit
import Storage
import Webhooks

/// The door of the interface: who asks, how often, and every answer in the vendor's shape with the version in its head.
struct LawfficientController: Sendable {
    static let path = "/lawfficient/api"
    static let latestVersion = "2026-07-01"

    let intake: Intake
    let windows: RequestWindows

    func addRoutes(to router: Router<SandboxContext>) {
        let methods: [HTTPRequest.Method] = [.get, .post, .patch, .put, .delete]
        for method in methods {
            router.on("lawfficient/api/**", method: method) { request, context in
                await answering(request, context) {
                    let path = context.parameters.getCatchAll().map { $0.percentDecoded() }
                    return Response(try await answer(request, path: path))
                }
            }
        }
    }

    private func answer(_ request: Request, path: [String]) async throws -> LawfficientReply {
        let key = try await key(of: request)
        let operation = try LawfficientOperation(request.effectiveMethod, path)
        guard key.scopes.contains(operation.scope) else {
            throw LawfficientFailure.insufficientScope(operation.scope)
        }
        if let seconds = windows.take(key.id, at: intake.clock()) { throw TooManyRequests(retryAfterSeconds: seconds) }
        let call = LawfficientCall(
            operation: operation,
            parameters: request.parameters,
            body: operation.hasBody ? try await Self.body(of: request) : [:], keyID: key.id,
            idempotencyKey: HTTPField.Name("Idempotency-Key").flatMap { request.headers[$0] })
        return try await LawfficientDesk(intake: intake).answer(call)
    }

    private func key(of request: Request) async throws -> APIKey {
        guard let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") else {
            throw LawfficientFailure.missingKey
        }
        let secret = String(header.dropFirst(7)).trimmed
        guard !secret.isEmpty else { throw LawfficientFailure.missingKey }
        guard let key = try await intake.store.read({ try APIKeys.find(secret: secret, in: $0) }) else {
            throw LawfficientFailure.invalidKey
        }
        guard !key.isDisabled else { throw LawfficientFailure.keyDisabled }
        return key
    }

    private static func body(of request: Request) async throws -> JSONValue {
        let bytes: [UInt8]
        do { bytes = try await request.bytes(upTo: LawfficientLimits.bodyBytesMax) } catch is RequestFailure {
            throw LawfficientFailure.tooLarge
        }
        guard let json = try? JSONReader.parse(bytes) else {
            throw LawfficientFailure.invalidJSON("The body is not valid JSON.")
        }
        guard json.members != nil else { throw LawfficientFailure.invalidJSON("The body must be a JSON object.") }
        return json
    }

    /// Every refusal, and every failure of the sandbox itself, leaves in the vendor's shape.
    private func answering(
        _ request: Request, _ context: SandboxContext, _ answer: () async throws -> Response
    ) async -> Response {
        var response: Response
        do {
            response = try await answer()
        } catch let failure as LawfficientFailure {
            response = Response(failure)
        } catch let failure as TooManyRequests {
            response = Response(LawfficientFailure.rateLimited)
            response.headers[.retryAfter] = String(failure.retryAfterSeconds)
        } catch {
            context.logger.error("request failed", metadata: ["error": "\(error)"])
            response = Response(LawfficientFailure.internalError)
        }
        Self.stamp(&response, asked: request)
        return response
    }

    /// There is one version yet: whichever is asked for answers under its own name.
    static func stamp(_ response: inout Response, asked request: Request) {
        guard let name = HTTPField.Name("Lawfficient-Version") else { return }
        let wish = (request.headers[name] ?? "").trimmed.prefix(LawfficientLimits.versionCharactersMax)
        response.headers[name] = wish.isEmpty ? latestVersion : String(wish)
    }
}

extension FaultableRoutes {
    static let lawfficient = FaultableRoutes(prefixes: [LawfficientController.path + "/"]) { failure, request in
        let refusal: LawfficientFailure =
            switch failure.status {
            case 429: .rateLimited
            case 503: .unavailable
            default: .internalError
            }
        var response = Response(refusal)
        LawfficientController.stamp(&response, asked: request)
        return response
    }
}

private struct TooManyRequests: Error {
    let retryAfterSeconds: Int64
}

extension Response {
    init(_ reply: LawfficientReply) { self = .json(reply.status, reply.body) }

    init(_ failure: LawfficientFailure) {
        self = .json(failure.status, failure.body)
        if failure.status == 401 { headers[.wwwAuthenticate] = "Bearer" }
    }
}
