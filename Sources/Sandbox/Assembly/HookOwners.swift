import SandboxActionStep
import SandboxLawVu
import SandboxLawfficient
package import Webhooks

/// In whose name a command makes a webhook of a simulated system.
package enum HookOwners {
    package static func owner(of contract: WebhookContract) -> String {
        switch contract {
        case .actionstep: ActionStepSandbox.hookOwner
        case .lawvu: LawVuSandbox.hookOwner
        case .lawfficient, .standard: LawfficientSandbox.hookOwner
        }
    }
}
