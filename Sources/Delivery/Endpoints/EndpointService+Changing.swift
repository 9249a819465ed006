import Matters
package import Records
import Storage
package import Webhooks

extension EndpointService {
    /// Changes the members that the request names: all of them, or none.
    /// - Throws: also `EndpointFailure.invalid`.
    package func update(_ id: String, _ json: JSONValue) async throws -> Subscription {
        try await store.write { transaction in
            let known = try find(id, in: transaction)
            let request = try read(json, over: known)
            var options = known.options
            options.description = request.options.description
            options.messagesPerSecondMax = request.options.messagesPerSecondMax
            try Subscriptions.update(
                known, events: request.events == known.events ? nil : request.events, targetURL: request.url,
                options: options, in: transaction)
            return try find(id, in: transaction)
        }
    }

    package func delete(_ id: String) async throws {
        let moment = now()
        try await store.write {
            try SubscriptionLifecycle.delete(find(id, in: $0).id, firmID: firmID, in: $0, at: moment)
        }
    }

    package func disable(_ id: String) async throws -> Subscription {
        let moment = now()
        return try await store.write { transaction in
            let known = try find(id, in: transaction)
            try SubscriptionLifecycle.disable(known.id, because: .byHand, firmID: firmID, in: transaction, at: moment)
            return try find(id, in: transaction)
        }
    }

    /// - Parameter catchesUp: whether held messages are sent first.
    package func enable(_ id: String, catchesUp: Bool) async throws -> Subscription {
        let moment = now()
        return try await store.write { transaction in
            let known = try find(id, in: transaction)
            let catchesUp = catchesUp && contract.policy.keepsWhileDisabled(isDurable: known.options.isDurable)
            try SubscriptionLifecycle.enable(
                known.id, catchesUp: catchesUp, firmID: firmID, in: transaction, at: moment)
            return try find(id, in: transaction)
        }
    }

    /// Enough to rotate a secret again before the last rotation is complete.
    static let validSecretsMax = 5

    /// Generates a new secret; the ones before go on signing for `overlap`.
    /// - Throws: also `EndpointFailure.tooManySecrets`.
    package func rotate(_ id: String, overlap: Duration) async throws -> (endpoint: Subscription, secret: String) {
        let moment = now()
        let secret =
            contract == .standard
            ? StandardSecret(randomBytes: rules.randomBytes).text
            : LawfficientSecret(randomBytes: rules.randomBytes).text
        let endpoint = try await store.write { transaction in
            let known = try find(id, in: transaction)
            let valid = try Subscriptions.secrets(of: known.id, firmID: firmID, in: transaction, at: moment)
            guard overlap == .zero || valid.count < Self.validSecretsMax else {
                throw EndpointFailure.tooManySecrets(max: Self.validSecretsMax)
            }
            try put(secret, of: known, overlap: overlap, in: transaction, at: moment)
            return known
        }
        return (endpoint, secret)
    }
}
