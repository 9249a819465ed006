import Storage

/// A permission of an API key.
enum APIScope: String, Sendable, CaseIterable {
    case leadsRead = "leads:read"
    case leadsWrite = "leads:write"
    case consultationsRead = "consultations:read"
    case consultationsWrite = "consultations:write"
}

/// An API key of the firm. Its secret is stored in clear, because it protects no real data.
struct APIKey: Sendable, Equatable {
    static let prefix = "lak_"
    static let keysMax = 50

    let id: String
    let name: String
    let secret: String
    let scopes: [APIScope]
    var isDisabled = false
}

/// The SQL statements for API keys.
enum APIKeys {
    /// In the order of creation: the first key is the one in the ready file.
    static func list(in reading: any Reading) throws -> [APIKey] {
        try reading.rows("\(select) WHERE firm_id = $1 ORDER BY number", [Intake.firm]).map(key)
    }

    static func find(secret: String, in reading: any Reading) throws -> APIKey? {
        try reading.row("\(select) WHERE firm_id = $1 AND secret = $2", [Intake.firm, .text(secret)]).map(key)
    }

    static func setDisabled(_ isDisabled: Bool, _ id: String, in transaction: any Writing) throws -> Bool {
        try transaction.run(
            "UPDATE lawfficient_keys SET is_disabled = $3 WHERE firm_id = $1 AND id = $2",
            [Intake.firm, .text(id), SQLValue(isDisabled)]) > 0
    }

    private static let select = "SELECT id, name, secret, scopes, is_disabled FROM lawfficient_keys"

    private static func key(_ row: Row) -> APIKey {
        APIKey(
            id: row.text(0), name: row.text(1), secret: row.text(2),
            scopes: row.text(3).split(separator: " ").compactMap { APIScope(rawValue: String($0)) },
            isDisabled: row.flag(4))
    }
}

extension IntakeChange {
    /// - Throws: `LawfficientFailure` when the firm has the maximum number of keys.
    func createKey(name: String, scopes: [APIScope]) throws -> APIKey {
        guard try APIKeys.list(in: transaction).count < APIKey.keysMax else {
            throw LawfficientFailure.invalid("There are \(APIKey.keysMax) keys already: use one of them.")
        }
        let secret = APIKey.prefix + random(24).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let key = APIKey(id: newID(), name: name, secret: secret, scopes: scopes)
        try transaction.run(
            """
            INSERT INTO lawfficient_keys (firm_id, id, number, name, secret, scopes, is_disabled)
            VALUES ($1, $2, $3, $4, $5, $6, 0)
            """,
            [
                Intake.firm, .text(key.id), .integer(try nextNumber(in: "lawfficient_keys")), .text(key.name),
                .text(key.secret), .text(scopes.map(\.rawValue).joined(separator: " ")),
            ])
        return key
    }
}
