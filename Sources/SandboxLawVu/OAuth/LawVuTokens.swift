import HTTPTypes
import Hummingbird
import Matters
import SandboxKit
import Storage
import Webhooks

/// The tokens of LawVu's users. They are kept readable, for they open nothing real, and are looked up, not verified:
/// a token is good as long as it stands here.
struct LawVuTokens: Sendable {
    static let accessSeconds: Int64 = 3_600
    /// Of a client that shows its secret.
    static let refreshSeconds: Int64 = 30 * 86_400
    /// Of a client that has none.
    static let publicRefreshSeconds: Int64 = 86_400
    private static let lastingSeconds: Int64 = 100 * 365 * 86_400

    struct Pair: Equatable, Sendable {
        let user: LawVuUser
        let access: String
        let refresh: String
    }

    let store: any Store
    /// The real time: a test clock that runs ahead must not log anybody out.
    let clock: WallClock
    let random: RandomBytes

    /// The user's token in the ready file, which lasts as long as its sandbox; made when there is none.
    func lasting(for user: LawVuUser) async throws -> String {
        let fresh = LawVuJWT(user: user, issuedAt: clock(), seconds: Self.lastingSeconds, signature: random(32)).text
        return try await store.write { transaction in
            let kept = try transaction.row(
                """
                SELECT token FROM lawvu_tokens
                WHERE firm_id = $1 AND user_id = $2 AND kind = 'access' AND grant_id IS NULL
                """, [SandboxFirm.idValue, .text(user.id)])
            if let kept { return kept.text(0) }
            try Self.keep(fresh, "access", of: user, grantID: nil, until: nil, in: transaction)
            return fresh
        }
    }

    /// - Throws: when nobody who is still there asks.
    func user(of request: Request) async throws -> LawVuUser {
        guard let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") else {
            throw LawVuProblem.unauthorized
        }
        let (token, now) = (String(header.dropFirst(7)).trimmed, clock().milliseconds)
        let user = try await store.read { reading in
            try reading.row(
                """
                SELECT user_id FROM lawvu_tokens WHERE firm_id = $1 AND token = $2 AND kind = 'access'
                AND (expires_at IS NULL OR expires_at > $3)
                """, [SandboxFirm.idValue, .text(token), .integer(now)]
            ).flatMap { try LawVuDirectory(in: reading).user($0.text(0)) }
        }
        guard let user, user.isActive else { throw LawVuProblem.unauthorized }
        return user
    }

    func uuid() -> String { UUIDText.make(from: random(UUIDText.bytesCount)) }

    func secret() -> String { Hex.text(of: random(24)) }

    func newPair(for user: LawVuUser) -> Pair {
        let access = LawVuJWT(user: user, issuedAt: clock(), seconds: Self.accessSeconds, signature: random(32)).text
        return Pair(user: user, access: access, refresh: "LR-" + secret())
    }

    /// - Parameter until: nil for one that lasts.
    static func keep(
        _ token: String, _ kind: String, of user: LawVuUser, grantID: String?, until: Instant?,
        in transaction: any Writing
    ) throws {
        try transaction.insert(
            into: "lawvu_tokens", ["token", "kind", "user_id", "grant_id", "expires_at", "is_spent"],
            [[.text(token), .text(kind), .text(user.id), SQLValue(grantID), SQLValue(until?.milliseconds), 0]])
    }
}

/// An access token in the form that clients take apart: two readable parts, and a third that is chance.
struct LawVuJWT {
    let text: String

    init(user: LawVuUser, issuedAt: Instant, seconds: Int64, signature: [UInt8]) {
        let head: JSONValue = ["alg": "HS256", "typ": "JWT"]
        let issued = issuedAt.milliseconds / 1_000
        let claims: JSONValue = [
            "sub": .string(user.id), "name": .string(user.fullName),
            "organisationId": .integer(LawVuSetUp.organisationID), "iat": .integer(issued),
            "exp": .integer(issued + seconds),
        ]
        text = [head.encoded, claims.encoded, signature].map(Base64.urlText).joined(separator: ".")
    }
}
