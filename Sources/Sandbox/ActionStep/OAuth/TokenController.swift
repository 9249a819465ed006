import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import Webhooks

/// The token endpoint: a code, or a refresh token, for a pair of tokens.
struct TokenController: Sendable {
    static let formBytesMax = 16_384
    let tokens: Tokens
    let settings: SandboxSettings

    private struct Refusal: Error {
        let status: Int
        let code: String
        let description: String

        static func grant(_ description: String) -> Refusal {
            Refusal(status: 400, code: "invalid_grant", description: description)
        }
        static func request(_ description: String, status: Int = 400) -> Refusal {
            Refusal(status: status, code: "invalid_request", description: description)
        }
    }

    func addRoutes(to router: Router<SandboxContext>) {
        router.post("actionstep/api/oauth/token") { request, _ in
            do {
                return Self.response(200, try await answer(request))
            } catch let refusal as Refusal {
                return Self.response(
                    refusal.status,
                    ["error": .string(refusal.code), "error_description": .string(refusal.description)])
            }
        }
    }

    private func answer(_ request: Request) async throws -> JSONValue {
        let form = try await form(request)
        try checkClient(request, form)
        let pair = try await pair(form)
        return [
            "access_token": .string(pair.access), "token_type": "bearer", "expires_in": .integer(Tokens.accessSeconds),
            "api_endpoint": .string(request.origin + "/actionstep/api/"), "orgkey": "sandbox",
            "refresh_token": .string(pair.refresh),
        ]
    }

    private func form(_ request: Request) async throws -> [String: String] {
        let bytes: [UInt8]
        do { bytes = try await request.bytes(upTo: Self.formBytesMax) } catch is RESTFailure {
            throw Refusal.request("The form is larger than \(Self.formBytesMax) bytes", status: 413)
        }
        return FormText.dictionary(String(decoding: bytes, as: UTF8.self))
    }

    private func pair(_ form: [String: String]) async throws -> Tokens.Pair {
        switch form["grant_type"] {
        case "authorization_code":
            guard let code = form["code"], let redirectURI = form["redirect_uri"] else {
                throw Refusal.request("code and redirect_uri are needed")
            }
            guard let pair = try await tokens.redeem(code: code, redirectURI: redirectURI) else {
                throw Refusal.grant("The code is unknown, used, older than a minute or of another redirect_uri")
            }
            return pair
        case "refresh_token":
            guard let token = form["refresh_token"] else { throw Refusal.request("refresh_token is needed") }
            guard let pair = try await tokens.refresh(token) else {
                throw Refusal.grant("The refresh token is unknown, spent or expired")
            }
            return pair
        default:
            throw Refusal(
                status: 400, code: "unsupported_grant_type", description: "Ask with authorization_code or refresh_token"
            )
        }
    }

    /// The credentials stand in the form or in a Basic header; both are in use.
    private func checkClient(_ request: Request, _ form: [String: String]) throws {
        var (id, secret) = (form["client_id"], form["client_secret"])
        if let header = request.headers[.authorization], header.lowercased().hasPrefix("basic "),
            let data = Data(base64Encoded: String(header.dropFirst(6)))
        {
            let parts = String(decoding: data, as: UTF8.self)
                .split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            (id, secret) = (parts.first?.percentDecoded(), parts.dropFirst().first?.percentDecoded())
        }
        guard id == settings.clientID, secret == settings.clientSecret else {
            throw Refusal(status: 401, code: "invalid_client", description: "The client or its secret is not known")
        }
    }

    private static func response(_ status: Int, _ body: JSONValue) -> Response {
        var headers: HTTPFields = [.contentType: "application/json", .cacheControl: "no-store"]
        if status == 401 { headers[.wwwAuthenticate] = "Basic realm=\"sandbox\"" }
        return Response(
            status: .init(code: status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.encoded)))
    }
}
