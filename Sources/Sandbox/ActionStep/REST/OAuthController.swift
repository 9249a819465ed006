import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import Webhooks

/// The token endpoint. Refresh only: there is no consent page to come from.
struct OAuthController: Sendable {
    static let formBytesMax = 16_384
    let tokens: Tokens
    let settings: SandboxSettings

    private struct Refusal: Error {
        let status: Int
        let code: String
        let description: String
    }

    func addRoutes(to router: Router<SandboxContext>) {
        router.post("actionstep/api/oauth/token") { request, context in
            do {
                return Self.response(200, try await grant(request))
            } catch let refusal as Refusal {
                return Self.response(
                    refusal.status,
                    ["error": .string(refusal.code), "error_description": .string(refusal.description)])
            } catch is RESTFailure {
                return Self.response(413, ["error": "invalid_request", "error_description": "The form is too large"])
            }
        }
    }

    private func grant(_ request: Request) async throws -> JSONValue {
        let bytes = try await request.bytes(upTo: Self.formBytesMax)
        let pairs = FormText.parse(String(decoding: bytes, as: UTF8.self), plusIsSpace: true)
        let form = Dictionary(pairs.map { ($0.name, $0.value) }) { first, _ in first }
        try checkClient(request, form)
        guard form["grant_type"] == "refresh_token" else {
            throw Refusal(
                status: 400, code: "unsupported_grant_type", description: "The sandbox takes refresh_token only")
        }
        guard let token = form["refresh_token"], let pair = try await tokens.refresh(token) else {
            throw Refusal(status: 400, code: "invalid_grant", description: "The refresh token is unknown or spent")
        }
        return [
            "access_token": .string(pair.access), "token_type": "bearer", "expires_in": .integer(Tokens.accessSeconds),
            "api_endpoint": .string(request.origin + "/actionstep/api/"), "orgkey": "sandbox",
            "refresh_token": .string(pair.refresh),
        ]
    }

    /// The credentials stand in the form or in a Basic header; both are in use.
    private func checkClient(_ request: Request, _ form: [String: String]) throws {
        var (id, secret) = (form["client_id"], form["client_secret"])
        if let header = request.headers[.authorization], header.lowercased().hasPrefix("basic "),
            let data = Data(base64Encoded: String(header.dropFirst(6)))
        {
            let parts = String(decoding: data, as: UTF8.self).split(separator: ":", maxSplits: 1).map(String.init)
            (id, secret) = (parts.first?.percentDecoded(), parts.last?.percentDecoded())
        }
        guard id == settings.clientID, secret == settings.clientSecret else {
            throw Refusal(status: 401, code: "invalid_client", description: "The client is unknown")
        }
    }

    private static func response(_ status: Int, _ body: JSONValue) -> Response {
        Response(
            status: .init(code: status), headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.encoded)))
    }
}
