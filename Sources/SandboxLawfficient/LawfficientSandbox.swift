package import Hummingbird
package import SandboxKit
import SandboxLawfficientAssets
package import Storage
import Templating
package import Webhooks

/// The simulated Lawfficient: the data of its firm, its API and its pages.
package struct LawfficientSandbox: SimulatedSystem {
    package static let contract = WebhookContract.lawfficient
    package static let navigationEntry = (title: "Lawfficient", path: "/lawfficient")
    package static let migrations = [IntakeSchema.migrations]
    package static let hookOwner = IntakeChange.owner
    package static let faultableRoutes = FaultableRoutes.lawfficient

    let intake: Intake

    package init(_ environment: SandboxEnvironment) {
        intake = Intake(environment: environment)
    }

    package func seed(progress: @Sendable (_ made: Int, _ matters: Int) -> Void) async throws {
        let settings = intake.environment.settings
        try await intake.seedIfEmpty(
            IntakeSeed(seed: settings.seed, matters: settings.matters, begunAt: settings.begunAt))
    }

    package func addRoutes(to router: Router<SandboxContext>) {
        LawfficientController(intake: intake).addRoutes(to: router)
    }

    package func addPages(to pages: RouterGroup<SandboxContext>, templates: PageTemplates) throws {
        let answers = try PageResponses(templates, adding: EmbeddedFiles(sandbox_lawfficient_assets()))
        LawfficientPageController(intake: intake, answers: answers).addRoutes(to: pages)
    }

    package func readyFileEntry(url: String) async throws -> JSONValue {
        let key = try await intake.store.read { try APIKeys.list(in: $0).first?.secret }
        return ["url": .string(url + LawfficientController.path), "api_key": JSONValue(key)]
    }

    package func counts(in reading: any Reading) throws -> JSONValue { try Intake.counts(in: reading) }
}
