package import Matters
package import Storage
import Webhooks

/// The settings that a sandbox fixes at its first start.
package struct SandboxSettings: Sendable, Equatable {
    package let clientID: String
    package let clientSecret: String
    package let seed: UInt64
    package let matters: Int
    /// The first start; the dates of seeded matters are relative to it.
    package let begunAt: Instant
    /// The number of matters seeded so far, below `matters` after a seeding that was cut off.
    package let mattersMade: Int
    /// Nil until the first start has bound one.
    package var port: Int?

    package static let mattersMade = "matters_made"
    package static let port = "port"
    private static let begunAt = "begun_at_ms"

    /// The saved settings; at the first start these are saved before anything is seeded, so that a start that was cut off is
    /// completed by the next one with the same seed.
    package static func loadOrCreate(
        in store: any Store, seed: UInt64, matters: Int, now: Instant, random: @escaping RandomBytes
    ) async throws -> SandboxSettings {
        try await store.write { transaction in
            if let saved = try load(in: transaction) { return saved }
            let settings = SandboxSettings(
                clientID: "sandbox-client", clientSecret: Hex.text(of: random(24)), seed: seed, matters: matters,
                begunAt: now, mattersMade: 0)
            try settings.save(in: transaction)
            return settings
        }
    }

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
            // Stores from before this was counted are complete.
            mattersMade: values[mattersMade].flatMap { Int($0) } ?? matters, port: values[port].flatMap { Int($0) })
    }

    func save(in transaction: any Writing) throws {
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
