package import Matters
package import Records
package import Storage
package import Webhooks

/// Which endpoints a caller may manage.
package enum EndpointAccess: Sendable { case own, all }

package struct EndpointPage<Element: Sendable>: Sendable {
    package let entries: [Element]
    /// The id of the last entry, after which the next page begins; nil on the last page.
    package let next: String?

    /// - Parameter found: up to `limit + 1` entries; the additional one shows that there is another page.
    init(_ found: [Element], limit: Int, id: (Element) -> String) {
        entries = Array(found.prefix(limit))
        next = found.count > limit ? entries.last.map(id) : nil
    }
}

/// Creates and manages endpoints: for their owners over the API, for staff on a page, for the operator by commands. It
/// serves one contract, and one owner unless the caller has access to all.
///
/// Every function that throws throws `StoreError`, and `EndpointFailure.unknown` for an id that the owner has not, be it
/// deleted or another owner's; what else it throws, it says.
package struct EndpointService: Sendable {
    package let contract: WebhookContract
    package let firmID: String
    package let owner: String
    let access: EndpointAccess
    let store: any Store
    let sealer: Sealer
    let opaqueIDs: Sealer
    let outbox: Outbox
    let rules: EndpointRules
    let now: WallClock

    package init(
        contract: WebhookContract, firmID: String, owner: String, access: EndpointAccess = .own,
        store: any Store, sealer: Sealer, outbox: Outbox, rules: EndpointRules, now: @escaping WallClock
    ) {
        self.contract = contract
        self.firmID = firmID
        self.owner = owner
        self.access = access
        self.store = store
        self.sealer = sealer
        // The purpose is part of every opaque id that was given out, so it must not change.
        opaqueIDs = sealer.derived(for: "names of endpoints")
        self.outbox = outbox
        self.rules = rules
        self.now = now
    }

    package static let partyEndpointsMax = 100
    package static let firmEndpointsMax = 10_000

    private var endpointsMax: Int {
        if case .party? = EndpointOwner(text: owner) { Self.partyEndpointsMax } else { Self.firmEndpointsMax }
    }

    /// The id that its owner uses.
    package func id(of endpoint: Subscription) -> String { endpoint.options.publicID ?? String(endpoint.id) }

    func find(_ id: String, in reading: any Reading) throws -> Subscription {
        guard Self.isID(id) else { throw EndpointFailure.unknown }
        let found =
            if let number = Int64(id), contract != .standard {
                try Subscriptions.find(number, firmID: firmID, in: reading)
            } else {
                try Subscriptions.find(publicID: id, firmID: firmID, in: reading)
            }
        guard let found, found.contract == contract, found.status != .deleted, access == .all || found.owner == owner
        else { throw EndpointFailure.unknown }
        return found
    }

    /// The attack: a text that makes a statement fail, such as one with U+0000.
    private static func isID(_ text: String) -> Bool {
        text.utf8.count <= 64 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    package func endpoint(_ id: String) async throws -> Subscription { try await store.read { try find(id, in: $0) } }

    /// How many messages are held until the endpoint is enabled.
    package func held(for endpoint: Subscription) async throws -> Int {
        try await store.read { try Deliveries.count(.held, of: endpoint.id, firmID: firmID, in: $0) }
    }

    /// In the order of their creation.
    /// - Parameter after: the last endpoint of the page before.
    package func list(after: String?, limit: Int) async throws -> EndpointPage<Subscription> {
        let found = try await store.read { reading in
            let first = try after.map { try find($0, in: reading).id } ?? 0
            return try Subscriptions.list(
                contract: contract, owner: access == .all ? nil : owner, firmID: firmID, after: first, limit: limit + 1,
                in: reading)
        }
        return EndpointPage(found, limit: limit, id: id)
    }

    /// - Returns: the endpoint and its secret, which cannot be read again.
    /// - Throws: also `EndpointFailure.invalid`, `.tooMany`.
    package func create(_ json: JSONValue) async throws -> (endpoint: Subscription, secret: String?) {
        let request = try read(json)
        let moment = now()
        let created = try await store.write { transaction in
            try transaction.takeAdvisoryLock("endpoints/\(firmID)/\(owner)")
            let count = try Subscriptions.count(contract: contract, owner: owner, firmID: firmID, in: transaction)
            guard count < endpointsMax else { throw EndpointFailure.tooMany(max: endpointsMax) }
            return try add(request, in: transaction, at: moment)
        }
        return (created, request.secret)
    }

    private func add(_ request: EndpointRequest, in transaction: any Writing, at moment: Instant) throws -> Subscription
    {
        var options = request.options
        if contract == .standard { options.publicID = Secret.id() }
        let created = try Subscriptions.create(
            contract: contract, events: request.events, targetURL: request.url, owner: owner, options: options,
            firmID: firmID, in: transaction, at: moment)
        if contract.policy.signs, let secret = request.secret {
            try put(secret, of: created, in: transaction, at: moment)
        }
        return created
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

    /// - Throws: `EndpointFailure.invalid`.
    func read(_ json: JSONValue, over known: Subscription? = nil) throws -> EndpointRequest {
        do throws(SubscriptionFault) {
            return try rules.read(json, for: contract, over: known)
        } catch {
            throw EndpointFailure.invalid(error)
        }
    }
}
