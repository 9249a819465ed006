import Matters
import Storage

/// What a sandbox decided at its first start and keeps ever after.
struct SandboxSettings: Sendable, Equatable {
    var clientID: String
    var clientSecret: String
    var seed: UInt64
    var matters: Int
    /// The dates of the seeded matters hang on it.
    var begunAt: Instant
    /// Of `matters`, how many stand: fewer after a start that did not end its seeding.
    var mattersMade: Int
    /// Nil until the first start has bound one.
    var port: Int?

    static let mattersMade = "matters_made"
    private static let begunAt = "begun_at_ms"

    /// Nil before the first start.
    static func load(in reading: any Reading) throws -> SandboxSettings? {
        let rows = try reading.rows(
            "SELECT name, value FROM sandbox_settings WHERE firm_id = $1", [WorldTables.firm])
        let values = Dictionary(uniqueKeysWithValues: rows.map { ($0.text(0), $0.text(1)) })
        guard let id = values["client_id"], let secret = values["client_secret"],
            let seed = values["seed"].flatMap({ UInt64($0) }), let matters = values["matters"].flatMap({ Int($0) })
        else { return nil }
        return SandboxSettings(
            clientID: id, clientSecret: secret, seed: seed, matters: matters,
            begunAt: Instant(milliseconds: values[begunAt].flatMap { Int64($0) } ?? 0),
            // Worlds that were made before this was counted are whole.
            mattersMade: values[mattersMade].flatMap { Int($0) } ?? matters, port: values["port"].flatMap { Int($0) })
    }

    func save(in transaction: any Writing) throws {
        let values = [
            ("client_id", clientID), ("client_secret", clientSecret), ("seed", String(seed)),
            ("matters", String(matters)), (Self.begunAt, String(begunAt.milliseconds)),
            (Self.mattersMade, String(mattersMade)), ("port", port.map { String($0) }),
        ]
        for case (let name, let value?) in values { try Self.put(name, value, in: transaction) }
    }

    static func put(_ name: String, _ value: String, in transaction: any Writing) throws {
        try transaction.run(
            """
            INSERT INTO sandbox_settings (firm_id, name, value) VALUES ($1, $2, $3)
            ON CONFLICT (firm_id, name) DO UPDATE SET value = excluded.value
            """, [WorldTables.firm, .text(name), .text(value)])
    }

    static func value(_ name: String, in reading: any Reading) throws -> String? {
        try reading.row(
            "SELECT value FROM sandbox_settings WHERE firm_id = $1 AND name = $2", [WorldTables.firm, .text(name)]
        )?.text(0)
    }
}
