import Matters
import SandboxKit
import Storage

/// Consent, authorization codes and refresh tokens; each code and each refresh token can be used once.
extension LawVuTokens: ConsentService {
    static let path = "/lawvu/authorize"
    static let takesScope = false
    static let lasting = "until the sandbox is deleted or the application has not been used for thirty days"
    static let codeSeconds: Int64 = 60

    func users() async throws -> [FieldModel.Choice] {
        try await store.read { try LawVuDirectory(in: $0) }.users.filter(\.isActive).map {
            .init(value: $0.id, text: $0.fullName, isChosen: $0.id == LawVuSetUp.counsel.id)
        }
    }

    func consent(to request: AuthorizationRequest, as userID: String?) async throws -> String? {
        let code = "LC-" + secret()
        let grantID = uuid()
        let now = clock()
        return try await store.write { transaction in
            let user = try userID.flatMap { try LawVuDirectory(in: transaction).activeUser($0) }
            guard let user else { return nil }
            try transaction.insert(
                into: "lawvu_codes", ["code", "grant_id", "user_id", "redirect_uri", "expires_at", "is_spent"],
                [
                    [
                        .text(code), .text(grantID), .text(user.id), .text(request.target.url),
                        .integer((now + Duration.seconds(Self.codeSeconds)).milliseconds), 0,
                    ]
                ])
            return code
        }
    }

    /// Nil when the code is unknown, used, expired or was issued for another redirect URI.
    ///
    /// Attack: a stolen code is redeemed a second time. All tokens of its grant are revoked then (RFC 6749, 4.1.2).
    func redeem(_ code: String, redirectURI: String, hasSecret: Bool) async throws -> Pair? {
        let now = clock()
        return try await store.write { transaction in
            let row = try transaction.row(
                """
                SELECT grant_id, user_id, redirect_uri, expires_at, is_spent FROM lawvu_codes
                WHERE firm_id = $1 AND code = $2
                """, [SandboxFirm.idValue, .text(code)])
            guard let row else { return nil }
            guard !row.flag(4) else {
                try transaction.run(
                    "DELETE FROM lawvu_tokens WHERE firm_id = $1 AND grant_id = $2",
                    [SandboxFirm.idValue, row.values[0]])
                return nil
            }
            guard row.text(2) == redirectURI, row.integer(3) > now.milliseconds else { return nil }
            try transaction.run(
                "UPDATE lawvu_codes SET is_spent = 1 WHERE firm_id = $1 AND code = $2",
                [SandboxFirm.idValue, .text(code)])
            return try issue(row.text(1), grantID: row.text(0), hasSecret: hasSecret, at: now, in: transaction)
        }
    }

    /// Nil when the refresh token is unknown, used or expired.
    func refresh(_ token: String, hasSecret: Bool) async throws -> Pair? {
        let now = clock()
        return try await store.write { transaction in
            let row = try transaction.row(
                """
                UPDATE lawvu_tokens SET is_spent = 1
                WHERE firm_id = $1 AND token = $2 AND kind = 'refresh' AND is_spent = 0 AND expires_at > $3
                RETURNING user_id, grant_id
                """, [SandboxFirm.idValue, .text(token), .integer(now.milliseconds)])
            guard let row, let grantID = row.optionalText(1) else { return nil }
            return try issue(row.text(0), grantID: grantID, hasSecret: hasSecret, at: now, in: transaction)
        }
    }

    /// Nil when the user was removed.
    private func issue(
        _ userID: String, grantID: String, hasSecret: Bool, at now: Instant, in transaction: any Writing
    ) throws -> Pair? {
        guard let user = try LawVuDirectory(in: transaction).activeUser(userID) else { return nil }
        let access = accessToken(for: user, seconds: Self.accessSeconds)
        let pair = Pair(user: user, access: access, refresh: "LR-" + secret())
        let refreshSeconds = hasSecret ? Self.refreshSeconds : Self.publicRefreshSeconds
        try transaction.run(
            "DELETE FROM lawvu_tokens WHERE firm_id = $1 AND expires_at <= $2",
            [SandboxFirm.idValue, .integer(now.milliseconds)])
        let tokens = [(access, "access", Self.accessSeconds), (pair.refresh, "refresh", refreshSeconds)]
        for (token, kind, seconds) in tokens {
            try Self.insert(token, kind, of: user, grantID: grantID, until: now + .seconds(seconds), in: transaction)
        }
        return pair
    }
}
