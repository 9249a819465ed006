import HTTPTypes
import Hummingbird
import Matters
import Portal
import Records
import Storage
import Webhooks

/// Finds the viewer of a request: by bearer token for systems, by session cookie for people.
package struct ViewerResolver: Sendable {
    /// `__Host-` binds the cookie to this host over TLS; plain http on loopback cannot carry that prefix.
    package static func cookieName(isSecure: Bool) -> String { isSecure ? "__Host-matterwire" : "matterwire" }

    let store: any Store
    let now: WallClock
    let isSecure: Bool

    /// A viewer, and what they are called on a page.
    struct Person: Sendable, Equatable {
        let viewer: Viewer
        let label: String
        /// The token or session of the request; a stream that outlives the request must end with it.
        let credential: StreamCredential
    }

    /// The holder of the bearer token; nil for no token, a wrong one and an expired one.
    /// - Throws: `StoreError`.
    func bearer(_ request: Request) async throws -> Person? {
        guard let header = request.headers[.authorization], header.count <= 512 else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return try await person(secret: String(parts[1]), purpose: .bearer)
    }

    /// The person whose session cookie the browser sends; nil as for `bearer`.
    /// - Throws: `StoreError`.
    func session(_ request: Request) async throws -> Person? {
        guard let cookie = request.cookies[Self.cookieName(isSecure: isSecure)] else { return nil }
        return try await person(secret: cookie.value, purpose: .session)
    }

    private func person(secret: String, purpose: Tokens.Purpose) async throws -> Person? {
        let hash = Secret.hash(secret)
        let moment = now()
        let token = try await store.read { try Tokens.find(hash: hash, purpose: purpose, in: $0, at: moment) }
        return token.map { Person(viewer: $0.viewer, label: $0.label, credential: StreamCredential($0)) }
    }
}
