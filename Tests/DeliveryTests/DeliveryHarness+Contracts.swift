import Delivery
import LocalServer
import Matters
import Records
import Storage
import Testing
import Webhooks

/// A contract, and whether its endpoint is durable.
enum ContractVariant: Sendable, CaseIterable {
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

    /// An event that is not coalesced.
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

extension DeliveryHarness {
    /// Has a secret of its own where the contract signs.
    func endpoint(
        _ variant: ContractVariant, at url: String, options: SubscriptionOptions? = nil
    ) async throws -> Subscription {
        let secret = Self.newSecret(variant.contract)
        return try await store.write { [now, sealer] transaction in
            let made = try Subscriptions.create(
                contract: variant.contract, events: ["*"], targetURL: url, owner: "someone",
                options: options ?? variant.options, firmID: "demo", in: transaction, at: now)
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

    func endpoint(_ variant: ContractVariant, _ respond: @escaping LocalServer.Respond) async throws -> Subscription {
        try await endpoint(variant, at: try await receiver(respond))
    }

    /// One event about each matter, in one transaction.
    func publish(_ variant: ContractVariant, _ matters: [Int]) async throws {
        try await publish(matters.map(variant.event))
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

    func log(of subscription: Subscription) async throws -> [DeliveryLogEntry] {
        try await store.read {
            try Deliveries.log(of: subscription.id, firmID: "demo", limit: 1_000, in: $0)
        }.reversed()
    }

    func enable(_ subscription: Subscription, catchesUp: Bool) async throws {
        try await store.write { [now] in
            try SubscriptionLifecycle.enable(subscription.id, catchesUp: catchesUp, firmID: "demo", in: $0, at: now)
        }
    }

    func disable(_ subscription: Subscription) async throws {
        try await store.write { [now] in
            try SubscriptionLifecycle.disable(subscription.id, because: .byHand, firmID: "demo", in: $0, at: now)
        }
    }

    /// When each attempt began, in seconds since the start.
    func attemptSeconds(of subscription: Subscription) async throws -> [Int64] {
        try await attempts(of: subscription).map { ($0.startedAt - start).wholeMilliseconds / 1_000 }
    }
}

extension DeliveryHarness {
    func jobs(of subscription: Subscription) async throws -> [ResendJob] {
        try await store.read { try Resends.list(of: subscription.id, limit: 100, firmID: "demo", in: $0) }
    }

    func resend(
        _ selection: ResendSelection, of subscription: Subscription, from: Instant = .distantPast, to: Instant? = nil
    ) async throws {
        _ = try await store.write { [now] in
            try ResendJobs.begin(selection, of: subscription.id, from: from, to: to, firmID: "demo", in: $0, at: now)
        }
    }

    /// In any finished state.
    func finished(_ subscription: Subscription, count: Int) async throws {
        try await until { try await self.log(of: subscription).count { $0.state.isFinished } >= count }
    }
}
