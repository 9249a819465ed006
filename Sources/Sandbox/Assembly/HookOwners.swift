import SandboxActionStep
import SandboxLawVu
import SandboxLawfficient
package import Webhooks

/// The owners of webhooks that a command creates in the simulated systems.
package enum HookOwners {
    package static func owner(of contract: WebhookContract) -> String {
        switch contract {
        case .actionstep: ActionStepSandbox.hookOwner
        case .lawvu: LawVuSandbox.hookOwner
        case .lawfficient, .standard: LawfficientSandbox.hookOwner
        }
    }
}
