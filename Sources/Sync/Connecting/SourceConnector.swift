package import Matters
package import Records
package import Storage
package import Webhooks

/// Connects a firm's practice system with the portal: stores the grant, registers the hooks, requests the import.
///
/// Hooks are registered first, so that notices also arrive for what changes during the import.
///
/// Every function throws `StoreError`, and `ConnectFailure.wrongKey` when it opens what is sealed.
package struct SourceConnector: Sendable {
    private let store: any Store
    private let sealer: Sealer
    private let now: WallClock

    package init(store: any Store, sealer: Sealer, now: @escaping WallClock) {
        self.store = store
        self.sealer = sealer
        self.now = now
    }

    /// What a person gives to connect a source.
    package struct Connection: Sendable {
        package var firm: Firm
        package var sourceID: String
        package var system: String
        package var apiEndpoint: String
        /// As the system's client understands it; sealed before it is stored.
        package var credentials: [UInt8]

        package init(firm: Firm, sourceID: String, system: String, apiEndpoint: String, credentials: [UInt8]) {
            self.firm = firm
            self.sourceID = sourceID
            self.system = system
            self.apiEndpoint = apiEndpoint
            self.credentials = credentials
        }
    }

    /// Stores firm and source. A source that is connected again keeps the token of its hook URLs.
    package func store(_ connection: Connection) async throws -> Source {
        let token = Secret.random()
        let moment = now()
        let key = SourceKey(firmID: connection.firm.id, sourceID: connection.sourceID)
        let source = Source(
            firmID: connection.firm.id, id: connection.sourceID, system: connection.system,
            apiEndpoint: connection.apiEndpoint,
            sealedCredentials: sealer.seal(connection.credentials, context: key.credentialsContext),
            sealedHookToken: sealer.seal(Array(token.utf8), context: key.hookTokenContext),
            hookTokenHash: Secret.hash(token), connectedAt: moment)
        return try await store.write { transaction in
            try Firms.put(connection.firm, in: transaction, at: moment)
            try Sources.put(source, in: transaction)
            try DirtyMatters.makeDue(source: source.key, in: transaction, at: moment)
            guard let stored = try Sources.find(source.key, in: transaction) else {
                throw StoreError.refused("the source was not stored")
            }
            return stored
        }
    }

    /// Registers a hook for each event that has none at our address yet, and replaces those with our token that are
    /// disabled or point elsewhere. The new one is created before the old one is deleted, so that no notice is lost.
    /// - Parameter address: where the portal is reached, such as `https://portal.example.com`.
    /// - Returns: whether any was created: then notices may have been missed, and a sweep is needed.
    /// - Throws: `PracticeFailure` too.
    package func registerHooks(
        for source: Source, adapter: any PracticeSystemAdapter, address: String, at practice: any PracticeSystem
    ) async throws -> Bool {
        let base = try hookURL(of: source, address: address)
        let token = base.suffix(43)
        let existing = try await practice.hooks()
        var isAnyNew = false
        for event in adapter.hookEvents {
            let url = adapter.hookURLShape.url(of: event, base: base)
            let ours = existing.filter { $0.event == event && $0.url.contains(token) }
            var current = ours.first { $0.isActive && $0.url == url }
            if current == nil {
                current = try await practice.createHook(event: event, url: url)
                isAnyNew = true
            }
            for stale in ours where stale.id != current?.id { try await practice.deleteHook(stale.id) }
            guard let hook = current else { continue }
            let moment = now()
            try await store.write { try Sources.insertHook(hook, source: source.key, in: $0, at: moment) }
        }
        return isAnyNew
    }

    /// `ADDRESS/hooks/SYSTEM/TOKEN`; `HookURLShape` says what follows.
    package func hookURL(of source: Source, address: String) throws -> String {
        let token = try open(source.sealedHookToken, context: source.key.hookTokenContext)
        return address + HookURLShape.path(system: source.system, token: String(decoding: token, as: UTF8.self))
    }

    /// The source as it is stored now; another process may have renewed its grant.
    package func stored(_ source: Source) async throws -> Source? {
        try await store.read { try Sources.find(source.key, in: $0) }
    }

    package func credentials(of source: Source) throws -> [UInt8] {
        try open(source.sealedCredentials, context: source.key.credentialsContext)
    }

    private func open(_ sealed: [UInt8], context: String) throws(ConnectFailure) -> [UInt8] {
        guard let opened = sealer.open(sealed, context: context) else { throw .wrongKey }
        return opened
    }

    /// Changes the credentials that are stored now, which another process may have renewed or a person connected again;
    /// durable when it returns.
    /// - Parameter change: from the stored credentials to those to store.
    /// - Throws: what `change` throws too.
    package func changeCredentials(
        of source: Source, apiEndpoint: String, _ change: @escaping @Sendable ([UInt8]) throws -> [UInt8]
    ) async throws {
        let context = source.key.credentialsContext
        try await uncancelled {
            try await store.write { transaction in
                try transaction.takeAdvisoryLock("source/\(source.firmID)/\(source.id)")
                guard let stored = try Sources.find(source.key, in: transaction) else {
                    throw StoreError.refused("the source is not stored")
                }
                try Sources.storeCredentials(
                    sealer.seal(try change(try credentials(of: stored)), context: context), apiEndpoint: apiEndpoint,
                    source: source.key, in: transaction)
            }
        }
    }

    /// Requests a sweep of every matter; answers its number.
    package func requestSweep(of source: Source, reason: String) async throws -> Int64 {
        let moment = now()
        return try await store.write {
            try Sweeps.request(.all, reason: reason, source: source.key, in: $0, at: moment)
        }
    }

    /// Whether no sweep was ever requested: then nothing was imported, however far an earlier attempt came.
    package func isNeverSwept(_ source: Source) async throws -> Bool {
        try await !store.read { try Sweeps.exists(source: source.key, in: $0) }
    }

    /// The sweep that is still under way, perhaps since an earlier process.
    package func openSweep(of source: Source) async throws -> Int64? {
        try await store.read { try Sweeps.openID(source: source.key, in: $0) }
    }

    /// How far a sweep is; nil when there is no such sweep.
    package func progress(of sweepID: Int64, source: Source) async throws -> SweepProgress? {
        try await store.read { reading in
            guard let sweep = try Sweeps.find(sweepID, in: reading) else { return nil }
            let waiting = try DirtyMatters.count(of: source.key, in: reading)
            let current = try Sources.find(source.key, in: reading)
            return SweepProgress(
                done: max(0, sweep.mattersDone - waiting), total: max(sweep.mattersTotal, sweep.mattersDone),
                isFinished: sweep.finishedAt != nil && waiting == 0, failure: current?.failure ?? sweep.failure)
        }
    }
}

extension SourceKey {
    /// What binds sealed data to its source and purpose.
    fileprivate var credentialsContext: String { "credentials/\(firmID)/\(sourceID)" }
    fileprivate var hookTokenContext: String { "hook-token/\(firmID)/\(sourceID)" }
}

package struct SweepProgress: Sendable, Equatable {
    package let done: Int
    package let total: Int
    package let isFinished: Bool
    package let failure: String?
}

package enum ConnectFailure: Error, Equatable {
    /// The data was sealed under another key than the one in the data folder.
    case wrongKey
}
