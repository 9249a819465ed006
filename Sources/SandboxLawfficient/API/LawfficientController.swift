import HTTPTypes
import Hummingbird
import Logging
import Matters
import NIOCore
import SandboxKit
import Storage
import Webhooks

/// The routes of the API: authentication, rate limit, dispatch, and each response in the vendor's shape with its version
/// header.
struct LawfficientController: Sendable {
    static let path = "/lawfficient/api"
    static let latestVersion = "2026-07-01"

    let intake: Intake
    let rateLimiter = RateLimiter()

    func addRoutes(to router: Router<SandboxContext>) {
        for method: HTTPRequest.Method in [.get, .post, .patch, .put, .delete] {
            router.on("lawfficient/api/**", method: method) { request, context in
                await mapErrors(request, context) {
                    let path = context.parameters.getCatchAll().map { $0.percentDecoded() }
                    return try await respond(request, path: path)
                }
            }
        }
    }

    private func respond(_ request: Request, path: [String]) async throws -> Response {
        let key = try await key(of: request)
        let operation = try LawfficientOperation.find(request.effectiveMethod, path)
        guard key.scopes.contains(operation.scope) else {
            throw LawfficientFailure.insufficientScope(operation.scope)
        }
        if let seconds = rateLimiter.admit(key.id, at: intake.environment.clock()) {
            throw LawfficientFailure.rateLimited(retryAfter: seconds)
        }
        let call = LawfficientCall(
            request: request, parameters: request.parameters, id: path.count > 1 ? path[1] : "", keyID: key.id,
            intake: intake)
        return .json(operation.status, try await operation.perform(call))
    }

    private func key(of request: Request) async throws -> APIKey {
        guard let secret = request.bearerToken?.trimmed, !secret.isEmpty else { throw LawfficientFailure.missingKey }
        guard let key = try await intake.store.read({ try APIKeys.find(secret: secret, in: $0) }) else {
            throw LawfficientFailure.invalidKey
        }
        guard !key.isDisabled else { throw LawfficientFailure.keyDisabled }
        return key
    }

    /// Converts each error, internal ones too, to a response in the vendor's shape.
    private func mapErrors(
        _ request: Request, _ context: SandboxContext, _ respond: () async throws -> Response
    ) async -> Response {
        var response: Response
        do {
            response = try await respond()
        } catch let failure as LawfficientFailure {
            response = Response(failure)
        } catch {
            context.logger.error("request failed", metadata: ["error": "\(error)"])
            response = Response(LawfficientFailure.internalError)
        }
        Self.setVersion(of: &response, for: request)
        return response
    }

    /// The sandbox has a single version of the API; a requested version is echoed.
    static func setVersion(of response: inout Response, for request: Request) {
        guard let name = HTTPField.Name("Lawfficient-Version") else { return }
        let requested = (request.headers[name] ?? "").trimmed.prefix(LawfficientLimits.versionCharactersMax)
        response.headers[name] = requested.isEmpty ? latestVersion : String(requested)
    }
}

extension FaultableRoutes {
    static let lawfficient = FaultableRoutes(prefixes: [LawfficientController.path + "/"]) { failure, request in
        let converted: LawfficientFailure =
            switch failure.status {
            case 429: .rateLimited()
            case 503: .unavailable
            default: .internalError
            }
        var response = Response(converted)
        LawfficientController.setVersion(of: &response, for: request)
        return response
    }
}

extension Response {
    init(_ failure: LawfficientFailure) {
        self = .json(failure.status, failure.body)
        if failure.status == 401 { headers[.wwwAuthenticate] = "Bearer" }
        headers[.retryAfter] = failure.retryAfterSeconds.map { String($0) }
    }
}
