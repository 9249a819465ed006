import Delivery
import Hummingbird
import Matters
import Storage
import Webhooks

/// The simulated LawVu: its data, its tokens and its API.
struct LawVuSandbox: Sendable {
    let world: LawVuWorld
    let uploads: Uploads
    let tokens: LawVuTokens

    /// Migrates the store, and seeds it at the first start.
    init(
        store: any Store, settings: SandboxSettings, uploads: Uploads, clock: @escaping WallClock,
        scheduleClock: @escaping WallClock, outbox: Outbox, random: @escaping RandomBytes
    ) async throws {
        world = LawVuWorld(store: store, clock: clock, scheduleClock: scheduleClock, outbox: outbox)
        tokens = LawVuTokens(store: store, clock: clock, random: random)
        self.uploads = uploads
        try await store.migrate(LawVuSchema.migrations)
        let seed = LawVuSeed(seed: settings.seed, matters: settings.matters, begunAt: settings.begunAt)
        guard try await store.read({ try seed.isNeeded(in: $0) }) else { return }
        try await store.write { try seed.write(in: $0) }
    }

    func addRoutes(to router: Router<SandboxContext>) {
        LawVuController(world: world, uploads: uploads, tokens: tokens).addRoutes(to: router)
    }

    /// The member `lawvu` of the ready file.
    func ready(url: String) async throws -> JSONValue {
        let second = try await tokens.permanentToken(for: LawVuSetUp.colleague)
        return [
            "url": .string(url + "/lawvu"),
            "access_token": .string(try await tokens.permanentToken(for: LawVuSetUp.counsel)),
            "second_user": ["access_token": .string(second)],
        ]
    }

    func counts(in reading: any Reading) throws -> JSONValue {
        let tables = [
            ("files", "lawvu_files"), ("statusMessages", "lawvu_messages"), ("tags", "lawvu_tags"),
            ("keyDates", "lawvu_key_dates"), ("users", "lawvu_users"),
        ]
        let itemCounts = try [MatterOrContract.Kind.matter, .contract].map {
            ($0.rawValue + "s", JSONValue.integer(Int64(try MatterOrContractTables.count($0, in: reading))))
        }
        let partCounts = try tables.map { name, table in
            let row = try reading.row("SELECT count(*) FROM \(table) WHERE firm_id = $1", [WorldTables.firm])
            return (name, JSONValue.integer(row?.integer(0) ?? 0))
        }
        return .object(.init(itemCounts + partCounts))
    }
}
