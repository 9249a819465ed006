import HTTPTypes
import Hummingbird

/// Sets the security headers of every answer: pages, errors and assets.
struct SecurityHeadersMiddleware: RouterMiddleware {
    typealias Context = PortalContext

    private let headers: [(HTTPField.Name, String)]

    init(isSecure: Bool) {
        let all = Self.all + (isSecure ? [Self.strictTransport] : [])
        headers = all.compactMap { header in HTTPField.Name(header.name).map { ($0, header.value) } }
    }

    @concurrent func handle(
        _ request: Request, context: PortalContext, next: @concurrent (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        // A document's file has a stricter policy of its own.
        for (name, value) in headers where response.headers[name] == nil { response.headers[name] = value }
        return response
    }

    static let all: [(name: String, value: String)] = [
        ("content-security-policy", policy), ("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"), ("cross-origin-embedder-policy", "require-corp"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("x-frame-options", "DENY"),
    ]

    /// Only behind TLS.
    private static let strictTransport = (
        name: "strict-transport-security", value: "max-age=63072000; includeSubDomains"
    )

    /// Nothing from another origin and nothing inline. Attack: markup in a text from outside; it could still not run,
    /// load or post anything. Script may set markup only through the one trusted-types policy of the live script.
    private static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
        "font-src 'self'", "form-action 'self'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'",
        "require-trusted-types-for 'script'", "trusted-types matterwire",
    ].joined(separator: "; ")
}
