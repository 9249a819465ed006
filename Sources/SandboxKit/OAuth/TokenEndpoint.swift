import FoundationEssentials
import HTTPTypes
package import Hummingbird
import NIOCore
package import Webhooks

/// The common part of the token endpoints: reads the form, authenticates the client, and writes OAuth errors.
package struct TokenEndpoint: Sendable {
    package static let formBytesMax = 16_384
    package let settings: SandboxSettings
    /// Whether a client may omit its secret.
    package var takesPublicClients = false

    package init(settings: SandboxSettings, takesPublicClients: Bool = false) {
        self.settings = settings
        self.takesPublicClients = takesPublicClients
    }

    package func answer(_ request: Request, _ grant: (TokenRequest) async throws -> JSONValue) async throws -> Response
    {
        do {
            let form = try await form(request)
            let hasSecret = try checkClient(request, form)
            return Self.response(200, try await grant(TokenRequest(form: form, hasSecret: hasSecret)))
        } catch let error as OAuthError {
            return Self.response(
                error.status, ["error": .string(error.code), "error_description": .string(error.description)])
        }
    }

    private func form(_ request: Request) async throws -> [String: String] {
        let bytes: [UInt8]
        do { bytes = try await request.bytes(upTo: Self.formBytesMax) } catch is RequestFailure {
            throw OAuthError.invalidRequest("The form is larger than \(Self.formBytesMax) bytes", status: 413)
        }
        return FormText.dictionary(String(decoding: bytes, as: UTF8.self))
    }

    /// Clients send their credentials in the form or in a Basic header.
    private func checkClient(_ request: Request, _ form: [String: String]) throws -> Bool {
        var (id, secret) = (form["client_id"], form["client_secret"])
        if let header = request.headers[.authorization], header.lowercased().hasPrefix("basic "),
            let data = Data(base64Encoded: String(header.dropFirst(6)))
        {
            let parts = String(decoding: data, as: UTF8.self)
                .split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            id = parts.first?.percentDecoded()
            secret = parts.dropFirst().first?.percentDecoded()
        }
        let isPublic = takesPublicClients && secret == nil
        guard id == settings.clientID, isPublic || secret == settings.clientSecret else {
            throw OAuthError(status: 401, code: "invalid_client", description: "The client or its secret is not known")
        }
        return !isPublic
    }

    private static func response(_ status: Int, _ body: JSONValue) -> Response {
        var headers: HTTPFields = [.contentType: "application/json", .cacheControl: "no-store"]
        if status == 401 { headers[.wwwAuthenticate] = "Basic realm=\"sandbox\"" }
        return Response(
            status: .init(code: status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.encoded)))
    }
}
