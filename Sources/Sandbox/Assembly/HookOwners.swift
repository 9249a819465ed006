package import Webhooks

/// In whose name a command makes a webhook of a simulated system.
package enum HookOwners {
    /// The firm where endpoints are the firm's, else the person whom the ready file's token is of.
    package static func owner(of contract: WebhookContract) -> String {
        switch contract {
        case .actionstep: String(WorldChange.userID)
        case .lawvu: LawVuSetUp.counsel.id
        case .lawfficient, .standard: IntakeChange.owner
        }
    }
}
