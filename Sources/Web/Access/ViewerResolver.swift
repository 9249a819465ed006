import HTTPTypes
package import Hummingbird
package import Matters
package import Portal
import Records
package import Storage
import Webhooks

/// Finds out who asks: by bearer token for systems, by session cookie for people.
package struct ViewerResolver: Sendable {
    /// `__Host-` binds the cookie to this host over TLS; plain http on loopback cannot carry that prefix.
    package static func cookieName(isSecure: Bool) -> String { isSecure ? "__Host-matterwire" : "matterwire" }

    let store: any Store
    let now: WallClock
    let isSecure: Bool

    package init(store: any Store, now: @escaping WallClock, isSecure: Bool) {
        (self.store, self.now, self.isSecure) = (store, now, isSecure)
    }

    /// Somebody, and what they are called on a page.
    package struct Person: Sendable, Equatable {
        package let viewer: Viewer
        package let label: String
        /// What this person was known by; what outlives the request must end with it.
        package let credential: StreamCredential
    }

    /// The holder of the bearer token; nil for none, a wrong one or one that ran out, without a difference.
    package func bearer(_ request: Request) async throws -> Person? {
        guard let header = request.headers[.authorization], header.count <= 512 else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return try await person(secret: String(parts[1]), purpose: .bearer)
    }

    /// The person whose session cookie the browser sends.
    package func session(_ request: Request) async throws -> Person? {
        guard let cookie = request.cookies[Self.cookieName(isSecure: isSecure)] else { return nil }
        return try await person(secret: cookie.value, purpose: .session)
    }

    private func person(secret: String, purpose: Tokens.Purpose) async throws -> Person? {
        let hash = Secret.hash(secret)
        let moment = now()
        let token = try await store.read { try Tokens.find(hash: hash, purpose: purpose, in: $0, at: moment) }
        return token.map {
            Person(
                viewer: $0.viewer, label: $0.label,
                credential: .init(hash: $0.hash, purpose: $0.purpose, expiresAt: $0.expiresAt))
        }
    }
}
