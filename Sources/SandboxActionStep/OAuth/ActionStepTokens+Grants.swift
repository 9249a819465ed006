import Matters
import SandboxKit
import Storage

/// Consent, and the authorization codes that are redeemed for its tokens.
extension ActionStepTokens {
    static let codeSeconds: Int64 = 60

    /// An authorization code: valid once, for a minute, and for this redirect URI only.
    func consent(to request: AuthorizationRequest, as user: String?) async throws -> String? {
        let (id, code, now) = (secret(), "AC-" + secret(), clock())
        try await store.write { transaction in
            try transaction.run(
                "INSERT INTO sandbox_grants (firm_id, id, scope, granted_at) VALUES ($1, $2, $3, $4)",
                [SandboxFirm.idValue, .text(id), .text(request.scope.text), now.stored])
            try transaction.run(
                """
                INSERT INTO sandbox_codes (firm_id, code, grant_id, redirect_uri, expires_at, is_spent)
                VALUES ($1, $2, $3, $4, $5, 0)
                """,
                [
                    SandboxFirm.idValue, .text(code), .text(id), .text(request.target.url),
                    (now + Duration.seconds(Self.codeSeconds)).stored,
                ])
        }
        return code
    }

    /// Nil when the code is unknown, used, expired, or of another redirect URI.
    ///
    /// Attack: a stolen code. A code that is presented twice was seen by a third party, so its grant's tokens are revoked. A
    /// refresh token that is presented twice is only refused, because every client that loses a response does that.
    func redeem(code: String, redirectURI: String) async throws -> Pair? {
        let (pair, now) = (newPair(), clock())
        return try await store.write { transaction in
            let row = try transaction.row(
                """
                SELECT grant_id, redirect_uri, expires_at, is_spent FROM sandbox_codes WHERE firm_id = $1 AND code = $2
                """, [SandboxFirm.idValue, .text(code)])
            guard let row else { return nil }
            let grantID = row.text(0)
            guard !row.flag(3) else {
                try Self.revoke(grantID, in: transaction)
                return nil
            }
            guard row.text(1) == redirectURI, row.integer(2) > now.milliseconds else { return nil }
            try transaction.run(
                "UPDATE sandbox_codes SET is_spent = 1 WHERE firm_id = $1 AND code = $2",
                [SandboxFirm.idValue, .text(code)])
            try Self.keep(pair, of: grantID, at: now, in: transaction)
            return pair
        }
    }

    private static func revoke(_ grantID: String, in transaction: any Writing) throws {
        try transaction.run(
            "DELETE FROM sandbox_tokens WHERE firm_id = $1 AND grant_id = $2", [SandboxFirm.idValue, .text(grantID)])
    }
}

/// Grants with their scope, which never changes, and authorization codes. Tokens without a grant are those of the ready
/// file, with access to everything.
enum GrantsSchema {
    static let migrations = MigrationSet(
        name: "grants", migrations: [Migration(1, "codes, and the grants behind tokens") { _ in statements }])

    private static let statements = [
        """
        CREATE TABLE sandbox_grants (
            firm_id TEXT NOT NULL, id TEXT NOT NULL, scope TEXT NOT NULL, granted_at BIGINT NOT NULL,
            PRIMARY KEY (firm_id, id))
        """,
        """
        CREATE TABLE sandbox_codes (
            firm_id TEXT NOT NULL, code TEXT NOT NULL, grant_id TEXT NOT NULL, redirect_uri TEXT NOT NULL,
            expires_at BIGINT NOT NULL, is_spent BIGINT NOT NULL, PRIMARY KEY (firm_id, code))
        """,
        "ALTER TABLE sandbox_tokens ADD COLUMN grant_id TEXT",
    ]
}
