import FoundationEssentials
import HTTPTypes
import Hummingbird
import Matters
import Storage

/// Bytes that nobody can guess; injected, so that a test can.
package typealias RandomBytes = @Sendable (_ count: Int) -> [UInt8]

/// The access and refresh tokens of the simulated firm. They are kept readable, for they open nothing real.
struct Tokens: Sendable {
    static let accessSeconds: Int64 = 28_800

    struct Pair: Sendable, Equatable {
        let access: String
        let refresh: String
    }

    let store: any Store
    /// The real time: a test clock that runs ahead must not log anybody out.
    let clock: WallClock
    let random: RandomBytes

    /// - Parameter expires: the first pair, which the ready file shows, lasts as long as its sandbox.
    func issue(expires: Bool) async throws -> Pair {
        let pair = newPair()
        let expiry = expires ? clock() + .seconds(Self.accessSeconds) : nil
        try await store.write { try Self.keep(pair, accessExpiry: expiry, in: $0) }
        return pair
    }

    /// Spends the refresh token for a new pair; nil when it is unknown or spent.
    func refresh(_ token: String) async throws -> Pair? {
        let pair = newPair()
        let expiry = clock() + .seconds(Self.accessSeconds)
        return try await store.write { transaction in
            let spent = try transaction.run(
                """
                UPDATE sandbox_tokens SET is_spent = 1
                WHERE firm_id = $1 AND token = $2 AND kind = 'refresh' AND is_spent = 0
                """, [WorldTables.firm, .text(token)])
            guard spent == 1 else { return nil }
            try Self.keep(pair, accessExpiry: expiry, in: transaction)
            return pair
        }
    }

    func authorize(_ request: Request) async throws {
        guard let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer "),
            try await isValid(access: String(header.dropFirst(7)))
        else { throw RESTFailure.unauthorized }
    }

    func isValid(access token: String) async throws -> Bool {
        let now = clock().milliseconds
        return try await store.read { reading in
            try reading.row(
                """
                SELECT 1 FROM sandbox_tokens WHERE firm_id = $1 AND token = $2 AND kind = 'access'
                AND (expires_at IS NULL OR expires_at > $3)
                """, [WorldTables.firm, .text(token), .integer(now)]) != nil
        }
    }

    /// The pair to show in the ready file: the lasting access token and the one refresh token that still works.
    func current() async throws -> Pair? {
        try await store.read { reading in
            let access = try reading.row(
                """
                SELECT token FROM sandbox_tokens WHERE firm_id = $1 AND kind = 'access' AND expires_at IS NULL
                """, [WorldTables.firm])
            let refresh = try reading.row(
                "SELECT token FROM sandbox_tokens WHERE firm_id = $1 AND kind = 'refresh' AND is_spent = 0",
                [WorldTables.firm])
            guard let access, let refresh else { return nil }
            return Pair(access: access.text(0), refresh: refresh.text(0))
        }
    }

    private func newPair() -> Pair { Pair(access: "AT-" + secret(), refresh: "RT-" + secret()) }
    func secret() -> String { random(24).map { padded(String($0, radix: 16)) }.joined() }
    private func padded(_ hex: String) -> String { hex.count == 1 ? "0" + hex : hex }

    private static func keep(_ pair: Pair, accessExpiry: Instant?, in transaction: any Writing) throws {
        let insert = """
            INSERT INTO sandbox_tokens (firm_id, token, kind, expires_at, is_spent) VALUES ($1, $2, $3, $4, 0)
            """
        try transaction.run(
            insert, [WorldTables.firm, .text(pair.access), "access", SQLValue(accessExpiry?.milliseconds)])
        try transaction.run(insert, [WorldTables.firm, .text(pair.refresh), "refresh", nil])
    }
}
