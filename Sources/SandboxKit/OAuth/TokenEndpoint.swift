import FoundationEssentials
import HTTPTypes
package import Hummingbird
package import Webhooks

/// The common part of the token endpoints: reads the form, authenticates the client, and writes OAuth errors.
package struct TokenEndpoint: Sendable {
    static let formBytesMax = 16_384
    private let settings: SandboxSettings
    private let takesPublicClients: Bool

    /// - Parameter takesPublicClients: whether a client may omit its secret.
    package init(settings: SandboxSettings, takesPublicClients: Bool = false) {
        self.settings = settings
        self.takesPublicClients = takesPublicClients
    }

    package func answer(
        _ request: Request, _ grant: (TokenRequest) async throws -> JSONValue
    ) async throws -> Response {
        do {
            let failure = OAuthError.invalidRequest("The form is larger than \(Self.formBytesMax) bytes", status: 413)
            let form = try await request.form(upTo: Self.formBytesMax, orThrow: failure)
            let hasSecret = try checkClient(request, form)
            return Self.response(200, try await grant(TokenRequest(form: form, hasSecret: hasSecret)))
        } catch let error as OAuthError {
            return Self.response(
                error.status, ["error": .string(error.code), "error_description": .string(error.description)])
        }
    }

    /// Clients send their credentials in the form or in a Basic header.
    private func checkClient(_ request: Request, _ form: [String: String]) throws -> Bool {
        var id = form["client_id"]
        var secret = form["client_secret"]
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
        var response = Response.json(status, body)
        if status == 401 { response.headers[.wwwAuthenticate] = "Basic realm=\"sandbox\"" }
        return response
    }
}

/// An error response of a token endpoint (RFC 6749, section 5.2).
package struct OAuthError: Error {
    /// The HTTP status.
    let status: Int
    let code: String
    let description: String

    package static func unsupportedGrantType(_ description: String) -> OAuthError {
        OAuthError(status: 400, code: "unsupported_grant_type", description: description)
    }
    package static func invalidGrant(_ description: String) -> OAuthError {
        OAuthError(status: 400, code: "invalid_grant", description: description)
    }
    package static func invalidRequest(_ description: String, status: Int = 400) -> OAuthError {
        OAuthError(status: status, code: "invalid_request", description: description)
    }
}

/// A request to a token endpoint by a registered client.
package struct TokenRequest: Sendable {
    package let form: [String: String]
    /// Whether the client proved its secret.
    package let hasSecret: Bool
}
