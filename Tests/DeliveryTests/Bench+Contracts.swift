import Delivery
import LocalServer
import Matters
import Records
import Storage
import Testing
import Webhooks

/// A contract, and what an endpoint of it may have been promised.
enum Terms: Sendable, CaseIterable {
    case actionstep, lawvu, lawfficient, lawfficientDurable, standard

    var contract: WebhookContract {
        switch self {
        case .actionstep: .actionstep
        case .lawvu: .lawvu
        case .lawfficient, .lawfficientDurable: .lawfficient
        case .standard: .standard
        }
    }

    var options: SubscriptionOptions { SubscriptionOptions(isDurable: self == .lawfficientDurable) }

    /// One that leaves at once.
    func event(_ matter: Int) -> OutboundEvent {
        let id = String(matter)
        return switch contract {
        case .actionstep: stepChanged(id)
        case .lawvu:
            OutboundEvent(
                contract: .lawvu, type: "matter.created", resourceType: "matter", resourceID: id, orderingKey: id)
        case .lawfficient:
            OutboundEvent(
                contract: .lawfficient, type: "lead.created", resourceType: "lead", resourceID: id,
                resource: ["id": .string(id)], orderingKey: id)
        case .standard:
            OutboundEvent(
                contract: .standard, type: "matter.updated", resourceType: "matter", resourceID: id,
                resource: ["id": .string(id)], orderingKey: id)
        }
    }
}

extension Bench {
    /// With a secret of its own, where the contract signs.
    func endpoint(
        _ terms: Terms, at url: String, options: SubscriptionOptions? = nil
    ) async throws -> Subscription {
        let secret = Self.newSecret(terms.contract)
        return try await store.write { [now, sealer] transaction in
            let made = try Subscriptions.create(
                contract: terms.contract, events: ["*"], targetURL: url, owner: "someone",
                options: options ?? terms.options, firmID: "demo", in: transaction, at: now)
            guard let secret else { return made }
            let context = Subscriptions.secretContext(of: made.id, firmID: "demo")
            try Subscriptions.putSecret(
                sealer.seal(Array(secret.utf8), context: context), of: made.id, firmID: "demo", in: transaction,
                at: now)
            return made
        }
    }

    static func newSecret(_ contract: WebhookContract) -> String? {
        switch contract {
        case .actionstep, .lawvu: nil
        case .lawfficient: LawfficientSecret(randomBytes: Secret.bytes).text
        case .standard: StandardSecret(randomBytes: Secret.bytes).text
        }
    }

    func endpoint(_ terms: Terms, _ respond: @escaping LocalServer.Respond) async throws -> Subscription {
        try await endpoint(terms, at: try await receiver(respond))
    }

    /// One event about each matter, in one transaction.
    func publish(_ terms: Terms, _ matters: [Int]) async throws {
        try await publish(matters.map(terms.event))
    }

    func publish(_ events: [OutboundEvent]) async throws {
        try await store.write { [outbox, now] in
            for event in events { try outbox.publish(event, in: $0, at: now) }
        }
    }

    func found(_ subscription: Subscription) async throws -> Subscription {
        let found = try await store.read { try Subscriptions.find(subscription.id, firmID: "demo", in: $0) }
        return try #require(found)
    }

    func log(of subscription: Subscription) async throws -> [Deliveries.Entry] {
        try await store.read {
            try Deliveries.log(of: subscription.id, firmID: "demo", limit: 1_000, in: $0)
        }.reversed()
    }

    func switchOn(_ subscription: Subscription, catchesUp: Bool) async throws {
        try await store.write { [now] in
            try Subscriptions.switchOn(subscription.id, catchesUp: catchesUp, firmID: "demo", in: $0, at: now)
        }
    }

    func switchOff(_ subscription: Subscription) async throws {
        try await store.write { [now] in
            try Subscriptions.switchOff(subscription.id, because: .byHand, firmID: "demo", in: $0, at: now)
        }
    }

    /// When each attempt began, in seconds since the start.
    func attemptSeconds(of subscription: Subscription) async throws -> [Int64] {
        try await attempts(of: subscription).map { ($0.startedAt - start).wholeMilliseconds / 1_000 }
    }
}

extension Bench {
    func jobs(of subscription: Subscription) async throws -> [Resends.Job] {
        try await store.read { try Resends.list(of: subscription.id, limit: 100, firmID: "demo", in: $0) }
    }

    func resend(
        _ selection: Resends.Selection, of subscription: Subscription, from: Instant = .distantPast, to: Instant? = nil
    ) async throws {
        _ = try await store.write { [now] in
            try Resends.begin(selection, of: subscription.id, from: from, to: to, firmID: "demo", in: $0, at: now)
        }
    }

    /// However they ended.
    func finished(_ subscription: Subscription, count: Int) async throws {
        try await until { try await self.log(of: subscription).count { $0.state.isFinished } >= count }
    }
}
