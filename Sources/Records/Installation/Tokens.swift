package import Matters
package import Storage

/// The viewers of bearer tokens and sessions. Only hashes are stored. Every function throws `StoreError`.
package enum Tokens {
    package enum Purpose: String, Sendable { case bearer, session }

    package struct Token: Sendable, Equatable {
        package var hash: String
        package var purpose: Purpose
        package var viewer: Viewer
        /// What the person is called on a page, such as `Broker`.
        package var label: String
        package var expiresAt: Instant?

        package init(hash: String, purpose: Purpose, viewer: Viewer, label: String, expiresAt: Instant?) {
            self.hash = hash
            self.purpose = purpose
            self.viewer = viewer
            self.label = label
            self.expiresAt = expiresAt
        }
    }

    package static func put(_ token: Token, in transaction: any Writing, at now: Instant) throws {
        try transaction.run(
            """
            INSERT INTO tokens (firm_id, token_hash, purpose, address, standing, label, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                .text(token.viewer.firmID), .text(token.hash), .text(token.purpose.rawValue),
                .text(token.viewer.address.text), .text(token.viewer.kind.rawValue), .text(token.label),
                .instant(now), SQLValue(token.expiresAt),
            ])
        transaction.notify(.settings)
    }

    /// Nil for a token that does not exist, serves another purpose or has expired.
    package static func find(
        hash: String, purpose: Purpose, in reading: any Reading, at now: Instant
    ) throws -> Token? {
        let row = try reading.row(
            """
            SELECT firm_id, address, standing, label, expires_at FROM tokens
            WHERE token_hash = $1 AND purpose = $2 AND (expires_at IS NULL OR expires_at > $3)
            """, [.text(hash), .text(purpose.rawValue), .instant(now)])
        guard let row, let address = MailAddress(row.text(1)),
            let kind = Viewer.Kind(rawValue: row.text(2))
        else { return nil }
        return Token(
            hash: hash, purpose: purpose, viewer: Viewer(firmID: row.text(0), address: address, kind: kind),
            label: row.text(3), expiresAt: row.optionalInstant(4))
    }

    package static func remove(hash: String, in transaction: any Writing) throws {
        try transaction.run("DELETE FROM tokens WHERE token_hash = $1", [.text(hash)])
        transaction.notify(.settings)
    }

    package static func removeExpired(in transaction: any Writing, at now: Instant) throws {
        try transaction.run("DELETE FROM tokens WHERE expires_at IS NOT NULL AND expires_at <= $1", [.instant(now)])
    }
}
