package import Matters
package import Storage

/// What a sandbox decided at its first start and keeps ever after.
package struct SandboxSettings: Sendable, Equatable {
    package var clientID: String
    package var clientSecret: String
    package var seed: UInt64
    package var matters: Int
    /// The dates of the seeded matters hang on it.
    package var begunAt: Instant
    /// Of `matters`, how many stand: fewer after a start that did not end its seeding.
    package var mattersMade: Int
    /// Nil until the first start has bound one.
    package var port: Int?

    package init(
        clientID: String, clientSecret: String, seed: UInt64, matters: Int, begunAt: Instant, mattersMade: Int,
        port: Int? = nil
    ) {
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.seed = seed
        self.matters = matters
        self.begunAt = begunAt
        self.mattersMade = mattersMade
        self.port = port
    }

    package static let mattersMade = "matters_made"
    package static let port = "port"
    private static let begunAt = "begun_at_ms"

    /// Nil before the first start.
    package static func load(in reading: any Reading) throws -> SandboxSettings? {
        let rows = try reading.rows(
            "SELECT name, value FROM sandbox_settings WHERE firm_id = $1", [SandboxFirm.idValue])
        let values = Dictionary(uniqueKeysWithValues: rows.map { ($0.text(0), $0.text(1)) })
        guard let id = values["client_id"], let secret = values["client_secret"],
            let seed = values["seed"].flatMap({ UInt64($0) }), let matters = values["matters"].flatMap({ Int($0) })
        else { return nil }
        return SandboxSettings(
            clientID: id, clientSecret: secret, seed: seed, matters: matters,
            begunAt: Instant(milliseconds: values[begunAt].flatMap { Int64($0) } ?? 0),
            // Worlds that were made before this was counted are whole.
            mattersMade: values[mattersMade].flatMap { Int($0) } ?? matters, port: values[port].flatMap { Int($0) })
    }

    package func save(in transaction: any Writing) throws {
        let values = [
            ("client_id", clientID), ("client_secret", clientSecret), ("seed", String(seed)),
            ("matters", String(matters)), (Self.begunAt, String(begunAt.milliseconds)),
            (Self.mattersMade, String(mattersMade)), (Self.port, port.map { String($0) }),
        ]
        for case (let name, let value?) in values { try Self.put(name, value, in: transaction) }
    }

    package static func put(_ name: String, _ value: String, in transaction: any Writing) throws {
        try transaction.run(
            """
            INSERT INTO sandbox_settings (firm_id, name, value) VALUES ($1, $2, $3)
            ON CONFLICT (firm_id, name) DO UPDATE SET value = excluded.value
            """, [SandboxFirm.idValue, .text(name), .text(value)])
    }

    package static func value(_ name: String, in reading: any Reading) throws -> String? {
        try reading.row(
            "SELECT value FROM sandbox_settings WHERE firm_id = $1 AND name = $2", [SandboxFirm.idValue, .text(name)]
        )?.text(0)
    }
}
