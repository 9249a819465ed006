import HTTPTypes
import Hummingbird
import Matters
import SandboxKit
import Storage
import Webhooks

/// The tokens of LawVu's users. They are stored in clear, because they protect no real data, and are looked up instead of
/// verified: a token is valid while its row exists and has not expired.
struct LawVuTokens: Sendable {
    static let accessSeconds: Int64 = 3_600
    /// For a client that authenticates with its secret.
    static let refreshSeconds: Int64 = 30 * 86_400
    /// For a public client.
    static let publicRefreshSeconds: Int64 = 86_400
    private static let permanentSeconds: Int64 = 100 * 365 * 86_400

    struct Pair: Equatable, Sendable {
        let user: LawVuUser
        let access: String
        let refresh: String
    }

    let store: any Store
    /// The real time: moving the test clock must not expire tokens.
    let clock: WallClock
    let random: RandomBytes

    /// The user's token in the ready file, which never expires; created when there is none.
    func permanentToken(for user: LawVuUser) async throws -> String {
        let fresh = accessToken(for: user, seconds: Self.permanentSeconds)
        return try await store.write { transaction in
            let stored = try transaction.row(
                """
                SELECT token FROM lawvu_tokens
                WHERE firm_id = $1 AND user_id = $2 AND kind = 'access' AND grant_id IS NULL
                """, [SandboxFirm.idValue, .text(user.id)])
            if let stored { return stored.text(0) }
            try Self.insert(fresh, "access", of: user, grantID: nil, until: nil, in: transaction)
            return fresh
        }
    }

    /// The active user whose access token the request carries.
    /// - Throws: `LawVuProblem.unauthorized` when the token is missing, unknown or expired, or its user was removed.
    func user(of request: Request) async throws -> LawVuUser {
        guard let token = request.bearerToken?.trimmed else { throw LawVuProblem.unauthorized }
        let now = clock().milliseconds
        let user = try await store.read { reading in
            try reading.row(
                """
                SELECT user_id FROM lawvu_tokens WHERE firm_id = $1 AND token = $2 AND kind = 'access'
                AND (expires_at IS NULL OR expires_at > $3)
                """, [SandboxFirm.idValue, .text(token), .integer(now)]
            ).flatMap { try LawVuDirectory(in: reading).activeUser($0.text(0)) }
        }
        guard let user else { throw LawVuProblem.unauthorized }
        return user
    }

    func uuid() -> String { UUIDText.make(from: random(UUIDText.bytesCount)) }

    func secret() -> String { Hex.text(of: random(24)) }

    /// Has the form of a JWT, whose header and claims clients may decode. The third part is random bytes and no signature:
    /// the sandbox looks tokens up.
    func accessToken(for user: LawVuUser, seconds: Int64) -> String {
        let head: JSONValue = ["alg": "HS256", "typ": "JWT"]
        let issued = clock().milliseconds / 1_000
        let claims: JSONValue = [
            "sub": .string(user.id), "name": .string(user.fullName),
            "organisationId": .integer(LawVuSetUp.organisationID), "iat": .integer(issued),
            "exp": .integer(issued + seconds),
        ]
        return [head.encoded, claims.encoded, random(32)].map(Base64.urlText).joined(separator: ".")
    }

    /// - Parameter expiry: nil for a token that never expires.
    static func insert(
        _ token: String, _ kind: String, of user: LawVuUser, grantID: String?, until expiry: Instant?,
        in transaction: any Writing
    ) throws {
        try transaction.insert(
            into: "lawvu_tokens", ["token", "kind", "user_id", "grant_id", "expires_at", "is_spent"],
            [[.text(token), .text(kind), .text(user.id), SQLValue(grantID), SQLValue(expiry?.milliseconds), 0]])
    }
}
