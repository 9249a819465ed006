package import Hummingbird
import Records
import SandboxActionStepAssets
package import SandboxKit
package import Storage
import Templating
package import Webhooks

/// ActionStep, simulated: its world, its tokens, its routes and its busy day.
package struct ActionStepSandbox: SimulatedSystem {
    package static let contract = WebhookContract.actionstep
    package static let navigationEntry = (title: "ActionStep", path: "/")
    package static let migrations = [ActionStepSchema.migrations, GrantsSchema.migrations]
    package static let hookOwner = String(ActionStepChange.userID)
    package static let mattersMax = ActionStepSeed.mattersMax
    package static let faultableRoutes = FaultableRoutes(prefixes: ["/actionstep/"]) { failure, _ in
        Response(RESTReply(status: failure.status, body: failure.body))
    }

    let world: ActionStepWorld
    let tokens: ActionStepTokens
    let player: BusyDayPlayer
    let uploads: Uploads
    let settings: SandboxSettings

    package init(_ environment: SandboxEnvironment) {
        world = ActionStepWorld(
            store: environment.store, clock: environment.clock, scheduleClock: environment.scheduleClock,
            outbox: environment.outbox)
        tokens = ActionStepTokens(store: environment.store, clock: environment.clock, random: environment.random)
        uploads = environment.uploads
        settings = environment.settings
        player = BusyDayPlayer(
            world: world, seed: settings.seed, seeded: settings.matters, clock: environment.pauses,
            logger: environment.logger)
    }

    package func seed(progress: @Sendable (_ made: Int, _ matters: Int) -> Void) async throws {
        if settings.mattersMade < settings.matters {
            let seed = ActionStepSeed(seed: settings.seed, matters: settings.matters, begunAt: settings.begunAt)
            try await seed.write(to: world.store, after: settings.mattersMade) { made, transaction in
                try SandboxSettings.put(SandboxSettings.mattersMade, String(made), in: transaction)
            } tell: {
                progress($0, seed.matters)
            }
        }
        if try await tokens.current() == nil { try await tokens.issueLasting() }
    }

    package func addRoutes(to router: Router<SandboxContext>) {
        FilesController(uploads: uploads, tokens: tokens).addRoutes(to: router)
        RESTController(world: world, tokens: tokens).addRoutes(to: router)
        TokenController(tokens: tokens, settings: settings).addRoutes(to: router)
    }

    package func addPages(to pages: RouterGroup<SandboxContext>, templates: PageTemplates) throws {
        try ConsentController(service: tokens, clientID: settings.clientID, templates: templates).addRoutes(to: pages)
        let answers = try PageResponses(templates, adding: EmbeddedFiles(sandbox_actionstep_assets()))
        ActionStepPageController(world: world, uploads: uploads, player: player, answers: answers).addRoutes(to: pages)
    }

    package func readyFileEntry(url: String) async throws -> JSONValue {
        let pair = try await tokens.current()
        return [
            "api_endpoint": .string(url + "/actionstep/api/"), "client_id": .string(settings.clientID),
            "client_secret": .string(settings.clientSecret), "access_token": JSONValue(pair?.access),
            "refresh_token": JSONValue(pair?.refresh),
        ]
    }

    package func counts(in reading: any Reading) throws -> JSONValue {
        let counts = try Catalogue.all.map {
            ($0.name, JSONValue.integer(Int64(try ActionStepTables.count($0, in: reading))))
        }
        let hooks = try Subscriptions.list(contract: .actionstep, firmID: SandboxFirm.id, in: reading).count
        return .object(.init(counts + [("resthooks", .integer(Int64(hooks)))]))
    }
}

/// What the controls do with ActionStep alone.
extension ActionStepSandbox {
    /// Plays the busy day, which is off at each start, until the task is cancelled.
    package func runBusyDay() async { await player.run() }

    package var busyDayStatus: [(name: String, value: JSONValue)] {
        let status = player.status
        return [
            ("play", .bool(status.pace != nil)), ("speed", JSONValue(status.pace?.rawValue)),
            ("played", .integer(Int64(status.played))),
        ]
    }

    /// - Throws: `RequestFailure` when the body asks for no pace that there is.
    package func setBusyDay(_ body: JSONValue) throws(RequestFailure) {
        guard let request = BusyDayRequest(body, now: player.status.pace ?? .normal) else {
            throw .badRequest(BusyDayRequest.hint)
        }
        player.setPace(request.pace)
    }

    /// Deletes a matter as staff would: it is marked, left out of every list, and no webhook tells of it. The API has no
    /// way to do this.
    /// - Throws: `RequestFailure` when there is no such matter.
    package func deleteMatter(_ id: String) async throws {
        try await world.change { try $0.delete(try $0.find(Catalogue.actions, id)) }
    }
}
