import Hummingbird
import Matters
import SandboxKit
import Storage
import Webhooks

/// The access and refresh tokens of the simulated firm, stored in plain text because they give access to nothing real.
struct ActionStepTokens: Sendable {
    static let accessSeconds: Int64 = 28_800
    static let refreshSeconds: Int64 = 21 * 86_400

    struct Pair: Sendable, Equatable {
        let access: String
        let refresh: String
    }

    let store: any Store
    /// The real time, so that moving the test clock expires no token.
    let clock: WallClock
    let random: RandomBytes

    /// Issues the pair of the ready file, with access to everything and without expiry.
    func issueLasting() async throws {
        let pair = newPair()
        try await store.write { try Self.keep(pair, of: nil, at: nil, in: $0) }
    }

    /// Exchanges a refresh token for a new pair of the same grant; nil when it is unknown, used or expired.
    func refresh(_ token: String) async throws -> Pair? {
        let (pair, now) = (newPair(), clock())
        return try await store.write { transaction in
            let row = try transaction.row(
                """
                UPDATE sandbox_tokens SET is_spent = 1
                WHERE firm_id = $1 AND token = $2 AND kind = 'refresh' AND is_spent = 0
                AND (expires_at IS NULL OR expires_at > $3) RETURNING grant_id
                """, [SandboxFirm.idValue, .text(token), now.stored])
            guard let row else { return nil }
            try Self.keep(pair, of: row.optionalText(0), at: now, in: transaction)
            return pair
        }
    }

    /// Checks the bearer token of a request and its scope.
    /// - Throws: `RequestFailure.unauthorized`, `.insufficientScope`.
    func authorize(_ request: Request, for resource: String) async throws {
        guard let token = request.bearerToken, let scope = try await scope(ofAccess: token) else {
            throw RequestFailure.unauthorized
        }
        guard scope.opens(resource) else { throw RequestFailure.insufficientScope(resource) }
    }

    /// Nil when the token is unknown or expired.
    private func scope(ofAccess token: String) async throws -> GrantScope? {
        let now = clock().milliseconds
        let row = try await store.read { reading in
            try reading.row(
                """
                SELECT t.grant_id, g.scope FROM sandbox_tokens t
                LEFT JOIN sandbox_grants g ON g.firm_id = t.firm_id AND g.id = t.grant_id
                WHERE t.firm_id = $1 AND t.token = $2 AND t.kind = 'access'
                AND (t.expires_at IS NULL OR t.expires_at > $3)
                """, [SandboxFirm.idValue, .text(token), .integer(now)])
        }
        guard let row else { return nil }
        return row.optionalText(0) == nil ? .all : row.optionalText(1).flatMap { GrantScope($0) }
    }

    /// The pair for the ready file: the access token without expiry, and the refresh token that is not used yet.
    func current() async throws -> Pair? {
        try await store.read { reading in
            func token(_ condition: String) throws -> String? {
                let sql = "SELECT token FROM sandbox_tokens WHERE firm_id = $1 AND grant_id IS NULL AND \(condition)"
                return try reading.row(sql, [SandboxFirm.idValue])?.text(0)
            }
            guard let access = try token("kind = 'access' AND expires_at IS NULL"),
                let refresh = try token("kind = 'refresh' AND is_spent = 0")
            else { return nil }
            return Pair(access: access, refresh: refresh)
        }
    }

    func newPair() -> Pair { Pair(access: "AT-" + secret(), refresh: "RT-" + secret()) }
    func secret() -> String { Hex.text(of: random(24)) }

    /// - Parameter now: nil for a pair without expiry.
    static func keep(_ pair: Pair, of grantID: String?, at now: Instant?, in transaction: any Writing) throws {
        func insert(_ token: String, _ kind: SQLValue, _ expiry: Instant?) throws {
            try transaction.run(
                """
                INSERT INTO sandbox_tokens (firm_id, token, kind, expires_at, is_spent, grant_id)
                VALUES ($1, $2, $3, $4, 0, $5)
                """, [SandboxFirm.idValue, .text(token), kind, SQLValue(expiry?.milliseconds), SQLValue(grantID)])
        }
        try insert(pair.access, "access", now.map { $0 + .seconds(accessSeconds) })
        // The ready file's refresh token has no expiry either.
        try insert(pair.refresh, "refresh", grantID == nil ? nil : now.map { $0 + .seconds(refreshSeconds) })
        guard let now else { return }
        try transaction.run(
            "DELETE FROM sandbox_tokens WHERE firm_id = $1 AND expires_at <= $2", [SandboxFirm.idValue, now.stored])
        try transaction.run(
            "DELETE FROM sandbox_codes WHERE firm_id = $1 AND expires_at <= $2",
            [SandboxFirm.idValue, (now - Duration.seconds(refreshSeconds)).stored])
    }
}
