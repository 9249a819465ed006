package import Matters
package import Records
package import Storage
package import Webhooks

/// Where endpoints are made and looked after: by their owners over the API, by staff on a page, by the person who runs
/// the product with commands. One contract, and one owner unless all may be reached.
package struct EndpointService: Sendable {
    package enum Reach: Sendable { case own, all }

    package let contract: WebhookContract
    package let firmID: String
    package let owner: String
    let reach: Reach
    let store: any Store
    let sealer: Sealer
    let names: Sealer
    let outbox: Outbox
    let rules: EndpointRules
    let now: WallClock

    package init(
        contract: WebhookContract, firmID: String, owner: String, reach: Reach = .own, store: any Store,
        sealer: Sealer, outbox: Outbox, rules: EndpointRules, now: @escaping WallClock
    ) {
        (self.contract, self.firmID, self.owner, self.reach) = (contract, firmID, owner, reach)
        (self.store, self.sealer, self.names) = (store, sealer, sealer.derived(for: "names of endpoints"))
        (self.outbox, self.rules, self.now) = (outbox, rules, now)
    }

    package static let partyEndpointsMax = 100
    package static let firmEndpointsMax = 10_000

    private var endpointsMax: Int {
        if case .party? = EndpointOwner(text: owner) { Self.partyEndpointsMax } else { Self.firmEndpointsMax }
    }

    /// By which its owner knows it.
    package func id(of endpoint: Subscription) -> String { endpoint.options.publicID ?? String(endpoint.id) }

    /// The one of this id; a deleted one is gone.
    func find(_ id: String, in reading: any Reading) throws -> Subscription {
        guard Self.isID(id) else { throw EndpointFailure.unknown }
        let found =
            if let number = Int64(id), contract != .standard {
                try Subscriptions.find(number, firmID: firmID, in: reading)
            } else {
                try Subscriptions.find(publicID: id, firmID: firmID, in: reading)
            }
        guard let found, found.contract == contract, found.status != .deleted, reach == .all || found.owner == owner
        else { throw EndpointFailure.unknown }
        return found
    }

    /// The attack: a text that a database does not take, such as one with U+0000.
    private static func isID(_ text: String) -> Bool {
        text.utf8.count <= 64 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    package func endpoint(_ id: String) async throws -> Subscription {
        try await store.read { try find(id, in: $0) }
    }

    /// How many messages wait for the day on which it is on again.
    package func held(for endpoint: Subscription) async throws -> Int {
        try await store.read { try Deliveries.count(.held, of: endpoint.id, firmID: firmID, in: $0) }
    }

    package struct Page<Element: Sendable>: Sendable {
        package let entries: [Element]
        /// The name of the last one, after which the next page begins; nil on the last page.
        package let next: String?

        /// - Parameter found: one more than fits tells that there is another page.
        init(_ found: [Element], limit: Int, name: (Element) -> String) {
            entries = Array(found.prefix(limit))
            next = found.count > limit ? entries.last.map(name) : nil
        }
    }

    /// In the order in which they were made.
    /// - Parameter after: the last one of the page before.
    package func list(after: String?, limit: Int) async throws -> Page<Subscription> {
        let found = try await store.read { reading in
            let first = try after.map { try find($0, in: reading).id } ?? 0
            return try Subscriptions.list(
                contract: contract, owner: reach == .all ? nil : owner, firmID: firmID, after: first, limit: limit + 1,
                in: reading)
        }
        return Page(found, limit: limit, name: id)
    }

    /// - Returns: the endpoint, and its secret: nobody is shown that again.
    package func create(_ json: JSONValue) async throws -> (endpoint: Subscription, secret: String?) {
        let wish = try read(json)
        let moment = now()
        let made = try await store.write { transaction in
            try transaction.takeAdvisoryLock("endpoints/\(firmID)/\(owner)")
            let count = try Subscriptions.count(contract: contract, owner: owner, firmID: firmID, in: transaction)
            guard count < endpointsMax else { throw EndpointFailure.tooMany(max: endpointsMax) }
            return try add(wish, in: transaction, at: moment)
        }
        return (made, wish.secret)
    }

    private func add(_ wish: EndpointRequest, in transaction: any Writing, at moment: Instant) throws -> Subscription {
        var options = wish.options
        if contract == .standard { options.publicID = Secret.id() }
        let made = try Subscriptions.create(
            contract: contract, events: wish.events, targetURL: wish.url, owner: owner, options: options,
            firmID: firmID, in: transaction, at: moment)
        if contract.signs, let secret = wish.secret { try put(secret, of: made, in: transaction, at: moment) }
        return made
    }

    func put(
        _ secret: String, of endpoint: Subscription, overlap: Duration = .zero, in transaction: any Writing,
        at moment: Instant
    ) throws {
        let context = Subscriptions.secretContext(of: endpoint.id, firmID: firmID)
        try Subscriptions.putSecret(
            sealer.seal(Array(secret.utf8), context: context), of: endpoint.id, overlap: overlap, firmID: firmID,
            in: transaction, at: moment)
    }

    func read(_ json: JSONValue, over known: Subscription? = nil) throws -> EndpointRequest {
        do throws(SubscriptionFault) {
            return try rules.read(json, for: contract, over: known)
        } catch {
            throw EndpointFailure.invalid(error)
        }
    }
}
