package import Hummingbird
import Matters
package import SandboxKit
import SandboxLawVuAssets
package import Storage
import Templating
package import Webhooks

/// The simulated LawVu: its data, its tokens, its API and its pages.
package struct LawVuSandbox: SimulatedSystem {
    package static let contract = WebhookContract.lawvu
    package static let navigationEntry = (title: "LawVu", path: "/lawvu")
    package static let migrations = [LawVuSchema.migrations]
    package static let hookOwner = LawVuSetUp.counsel.id
    package static let faultableRoutes = FaultableRoutes.lawVu

    let world: LawVuWorld
    let tokens: LawVuTokens
    private let settings: SandboxSettings

    package init(_ environment: SandboxEnvironment) {
        world = LawVuWorld(
            store: environment.store, clock: environment.clock, scheduleClock: environment.scheduleClock,
            outbox: environment.outbox, uploads: environment.uploads)
        tokens = LawVuTokens(store: environment.store, clock: environment.clock, random: environment.random)
        settings = environment.settings
    }

    package func seed(progress: @Sendable (_ made: Int, _ matters: Int) -> Void) async throws {
        let matters = min(settings.matters, LawVuSeed.mattersMax)
        let seed = LawVuSeed(seed: settings.seed, matters: matters, begunAt: settings.begunAt)
        guard try await world.store.read({ try seed.isNeeded(in: $0) }) else { return }
        try await world.store.write { try seed.write(in: $0) }
    }

    package func addRoutes(to router: Router<SandboxContext>) {
        LawVuTokenController(tokens: tokens, settings: settings).addRoutes(to: router)
        LawVuController(world: world, tokens: tokens).addRoutes(to: router)
    }

    package func addPages(to pages: RouterGroup<SandboxContext>, templates: PageTemplates) throws {
        try ConsentController(service: tokens, clientID: settings.clientID, templates: templates).addRoutes(to: pages)
        let answers = try PageResponses(templates, adding: EmbeddedFiles(sandbox_lawvu_assets()))
        LawVuPageController(world: world, answers: answers).addRoutes(to: pages)
    }

    package func readyFileEntry(url: String) async throws -> JSONValue {
        let second = try await tokens.permanentToken(for: LawVuSetUp.colleague)
        return [
            "url": .string(url + "/lawvu"),
            "access_token": .string(try await tokens.permanentToken(for: LawVuSetUp.counsel)),
            "second_user": ["access_token": .string(second)],
        ]
    }

    package func counts(in reading: any Reading) throws -> JSONValue {
        let tables = [
            ("files", "lawvu_files"), ("statusMessages", "lawvu_messages"), ("tags", "lawvu_tags"),
            ("keyDates", "lawvu_key_dates"), ("users", "lawvu_users"),
        ]
        let itemCounts = try [MatterOrContract.Kind.matter, .contract].map {
            ($0.rawValue + "s", JSONValue.integer(Int64(try MatterOrContractTables.count($0, in: reading))))
        }
        let partCounts = try tables.map { name, table in
            let row = try reading.row("SELECT count(*) FROM \(table) WHERE firm_id = $1", [SandboxFirm.idValue])
            return (name, JSONValue.integer(row?.integer(0) ?? 0))
        }
        return .object(.init(itemCounts + partCounts))
    }
}
