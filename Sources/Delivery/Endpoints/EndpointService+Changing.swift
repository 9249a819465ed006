import Matters
package import Records
import Storage
package import Webhooks

extension EndpointService {
    /// Changes what is mentioned, all of it or nothing.
    package func update(_ id: String, _ json: JSONValue) async throws -> Subscription {
        try await store.write { transaction in
            let known = try find(id, in: transaction)
            let wish = try read(json, over: known)
            var options = known.options
            options.description = wish.options.description
            options.messagesPerSecondMax = wish.options.messagesPerSecondMax
            try Subscriptions.update(
                known, events: wish.events == known.events ? nil : wish.events, targetURL: wish.url, options: options,
                in: transaction)
            return try find(id, in: transaction)
        }
    }

    package func delete(_ id: String) async throws {
        let moment = now()
        try await store.write {
            try Subscriptions.delete(find(id, in: $0).id, firmID: firmID, in: $0, at: moment)
        }
    }

    package func switchOff(_ id: String) async throws -> Subscription {
        let moment = now()
        return try await store.write { transaction in
            let known = try find(id, in: transaction)
            try Subscriptions.switchOff(known.id, because: .byHand, firmID: firmID, in: transaction, at: moment)
            return try find(id, in: transaction)
        }
    }

    /// - Parameter catchesUp: whether what was held meanwhile goes out first.
    package func switchOn(_ id: String, catchesUp: Bool) async throws -> Subscription {
        let moment = now()
        return try await store.write { transaction in
            let known = try find(id, in: transaction)
            let catchesUp = catchesUp && contract.keepsWhileOff(isDurable: known.options.isDurable)
            try Subscriptions.switchOn(known.id, catchesUp: catchesUp, firmID: firmID, in: transaction, at: moment)
            return try find(id, in: transaction)
        }
    }

    /// Enough for whoever changes a secret before the last change is through.
    static let liveSecretsMax = 5

    /// Makes a new secret; the one before signs along for a while.
    package func rotate(_ id: String, overlap: Duration) async throws -> (endpoint: Subscription, secret: String) {
        let moment = now()
        let secret =
            contract == .standard
            ? StandardSecret(randomBytes: rules.randomBytes).text
            : LawfficientSecret(randomBytes: rules.randomBytes).text
        let endpoint = try await store.write { transaction in
            let known = try find(id, in: transaction)
            let alive = try Subscriptions.secrets(of: known.id, firmID: firmID, in: transaction, at: moment)
            guard overlap == .zero || alive.count < Self.liveSecretsMax else {
                throw EndpointFailure.tooManySecrets(max: Self.liveSecretsMax)
            }
            try put(secret, of: known, overlap: overlap, in: transaction, at: moment)
            return known
        }
        return (endpoint, secret)
    }
}
