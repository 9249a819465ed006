/// Headers that every answer carries, pages, errors and assets alike.
package enum SecurityHeaders {
    /// Names in lower case.
    package static let all: [(name: String, value: String)] = [
        ("content-security-policy", policy),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("x-frame-options", "DENY"),
    ]

    /// For assets: their names change with their bytes.
    package static let assetCaching = (name: "cache-control", value: "public, max-age=31536000, immutable")
    /// Only behind TLS.
    package static let strictTransport = (
        name: "strict-transport-security", value: "max-age=63072000; includeSubDomains"
    )

    /// Nothing from anywhere else, nothing inline: text from outside that slipped into a page could still not run,
    /// load or post anything. Markup reaches the page only through the one policy of the live script.
    private static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
        "font-src 'self'", "form-action 'self'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'",
        "require-trusted-types-for 'script'", "trusted-types matterwire",
    ].joined(separator: "; ")
}
