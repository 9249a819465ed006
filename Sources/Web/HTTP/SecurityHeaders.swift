/// Headers of every answer: pages, errors and assets.
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

    /// The value of `cache-control` for assets, whose addresses change with their bytes.
    package static let assetCaching = "public, max-age=31536000, immutable"
    /// Only behind TLS.
    package static let strictTransport = (
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
