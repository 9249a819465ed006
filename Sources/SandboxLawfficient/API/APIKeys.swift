import Matters
import SandboxKit
import Storage
import Synchronization
import Webhooks

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

    private static let select = "SELECT id, name, secret, scopes, is_disabled FROM lawfficient_keys"

    private static func key(_ row: Row) -> APIKey {
        APIKey(
            id: row.text(0), name: row.text(1), secret: row.text(2),
            scopes: row.text(3).split(separator: " ").compactMap { APIScope(rawValue: String($0)) },
            isDisabled: row.flag(4))
    }
}

extension IntakeChange {
    /// - Throws: `RequestFailure` when there is no such key.
    func setKeyDisabled(_ isDisabled: Bool, _ id: String) throws {
        let count = try transaction.run(
            "UPDATE lawfficient_keys SET is_disabled = $3 WHERE firm_id = $1 AND id = $2",
            [Intake.firm, .text(id), SQLValue(isDisabled)])
        guard count > 0 else { throw RequestFailure.notFound("There is no such key.") }
    }

    /// - Throws: `LawfficientFailure` when the firm has the maximum number of keys.
    func createKey(name: String, scopes: [APIScope]) throws -> APIKey {
        guard try APIKeys.list(in: transaction).count < APIKey.keysMax else {
            throw LawfficientFailure.invalid("There are \(APIKey.keysMax) keys already: use one of them.")
        }
        let secret = APIKey.prefix + Hex.text(of: environment.random(24))
        let key = APIKey(id: newID(), name: name, secret: secret, scopes: scopes)
        let row: [SQLValue] = [
            .text(key.id), .integer(try nextNumber(in: "lawfficient_keys")), .text(key.name), .text(key.secret),
            .text(scopes.map(\.rawValue).joined(separator: " ")), 0,
        ]
        try transaction.insert(
            into: "lawfficient_keys", ["id", "number", "name", "secret", "scopes", "is_disabled"], [row])
        return key
    }
}

/// The sliding window of one key's rate limit.
struct RateLimitWindow: Sendable {
    static let requestsMax = 120
    static let windowSeconds: Int64 = 60

    /// The times of the admitted requests, oldest first.
    private var admitted: [Instant] = []

    /// Nil when the request is admitted; otherwise the whole seconds after which the next request is.
    mutating func admit(at now: Instant) -> Int64? {
        let begin = now - Duration.seconds(Self.windowSeconds)
        admitted.removeAll { $0 <= begin }
        guard admitted.count >= Self.requestsMax, let oldest = admitted.first else {
            admitted.append(now)
            return nil
        }
        let wait = (oldest - begin).wholeMilliseconds
        return max(1, (wait + 999) / 1_000)
    }
}

/// The windows of all keys. They are in memory only: a restart resets them.
final class RateLimiter: Sendable {
    private let windows = Mutex<[String: RateLimitWindow]>([:])

    func admit(_ keyID: String, at now: Instant) -> Int64? {
        windows.withLock { $0[keyID, default: RateLimitWindow()].admit(at: now) }
    }
}
