import Delivery
import Matters
import Records
import SandboxKit
import Storage
import Webhooks

/// Changes of webhook endpoints. The vendor has no API for this, only its settings page.
extension IntakeChange {
    static let endpointsMax = 50
    static let owner = "firm"

    /// - Returns: the endpoint, and its secret, which is stored sealed and shown once.
    /// - Throws: `LawfficientFailure` when the firm has the maximum number of endpoints.
    func createEndpoint(
        _ request: LawfficientEndpoint, isDurable: Bool
    ) throws -> (endpoint: Subscription, secret: LawfficientSecret) {
        guard try Endpoints.list(in: transaction).count < Self.endpointsMax else {
            throw LawfficientFailure.invalid("There are \(Self.endpointsMax) endpoints already: delete one first.")
        }
        let endpoint = try Subscriptions.create(
            contract: .lawfficient, events: request.events.names, targetURL: request.url, owner: Self.owner,
            options: SubscriptionOptions(isDurable: isDurable), firmID: SandboxFirm.id, in: transaction, at: due)
        let secret = LawfficientSecret(randomBytes: environment.random)
        let context = Subscriptions.secretContext(of: endpoint.id, firmID: SandboxFirm.id)
        try Subscriptions.putSecret(
            environment.sealer.seal(Array(secret.text.utf8), context: context), of: endpoint.id, firmID: SandboxFirm.id,
            in: transaction, at: due)
        return (endpoint, secret)
    }

    func endpoint(_ id: String) throws -> Subscription {
        guard let endpoint = try Endpoints.find(id, in: transaction) else {
            throw RequestFailure.notFound("There is no such endpoint.")
        }
        return endpoint
    }

    func setDurable(_ isDurable: Bool, _ endpoint: Subscription) throws {
        var options = endpoint.options
        options.isDurable = isDurable
        try Subscriptions.update(endpoint, options: options, in: transaction)
    }

    /// Sends `lead.updated` of the newest lead, with the body of a real event, to this endpoint only.
    func sendTest(to endpoint: Subscription) throws {
        guard let lead = try Leads.list(RowFilter(), limit: 1, in: transaction).first else {
            throw RequestFailure.badRequest("There is no lead to publish of: make one first.")
        }
        try environment.outbox.publish(
            event(.leadUpdated, lead.id, lead.json, of: lead.id), onlyTo: endpoint, in: transaction, at: due)
    }
}

/// The webhook endpoints of the firm.
enum Endpoints {
    static func list(in reading: any Reading) throws -> [Subscription] {
        try Subscriptions.list(contract: .lawfficient, firmID: SandboxFirm.id, in: reading)
    }

    /// Nil for an endpoint of another system and for a deleted one.
    static func find(_ id: String, in reading: any Reading) throws -> Subscription? {
        guard let number = Int64(id), let found = try Subscriptions.find(number, firmID: SandboxFirm.id, in: reading),
            found.contract == .lawfficient, found.status != .deleted
        else { return nil }
        return found
    }
}

extension EventSelection {
    /// The stored form of the choice.
    var names: [String] {
        switch self {
        case .all: [Subscriptions.allEvents]
        case .some(let names): names
        }
    }
}
