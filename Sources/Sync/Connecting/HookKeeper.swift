package import Logging
package import Matters
import Records
package import Storage
package import Webhooks

/// Looks after the hooks of every source: a practice system switches a hook off without a word, and what happens
/// meanwhile is told by nobody. A hook that is off or gone is made anew, and a sweep fetches what was missed; so it does
/// when a hook has sent more than has arrived.
package struct HookKeeper<Time: Clock>: Sendable where Time.Duration == Duration {
    private let store: any Store
    private let connector: SourceConnector
    private let adapters: PracticeSystemAdapters
    private let clients: PracticeClients
    private let now: WallClock
    private let clock: Time
    private let logger: Logger

    package static var every: Duration { .seconds(300) }

    package init(
        store: any Store, connector: SourceConnector, adapters: PracticeSystemAdapters, clients: PracticeClients,
        clock: Time, now: @escaping WallClock, logger: Logger
    ) {
        self.store = store
        self.connector = connector
        self.adapters = adapters
        self.clients = clients
        self.clock = clock
        self.now = now
        self.logger = logger
    }

    /// Works until cancelled.
    /// - Parameter address: where the practice systems reach the portal.
    package func run(address: String) async throws {
        while !Task.isCancelled {
            do { try await look(address: address) } catch {
                // The rows are out of reach: whatever was missed meanwhile is found the next time.
                if Task.isCancelled { break }
                logger.warning("the hooks could not be looked at", metadata: ["error": "\(error)"])
            }
            try await clock.sleep(for: Self.every)
        }
    }

    /// Looks at every source once.
    package func look(address: String) async throws {
        for source in try await store.read({ try Sources.all(in: $0) }) { await look(at: source, address) }
    }

    /// A source that cannot be asked now is looked at again the next time.
    private func look(at source: Source, _ address: String) async {
        guard let adapter = adapters[source.system] else { return }
        do {
            let practice = try clients.client(for: source)
            let isMended = try await connector.registerHooks(
                for: source, adapter: adapter, address: address, at: practice)
            if isMended {
                _ = try await connector.requestSweep(of: source, reason: "hooks were made anew")
                logger.notice("hooks were made anew", metadata: ["firm": "\(source.firmID)"])
            }
            let inspector = GapMonitor(store: store, now: now, facets: adapter.facets(of:))
            let missed = try await inspector.inspect(try await practice.hooks(), of: source)
            guard missed > 0 else { return }
            logger.warning(
                "notices never arrived; a sweep makes up for them",
                metadata: ["firm": "\(source.firmID)", "missed": "\(missed)"])
        } catch {
            guard !Task.isCancelled else { return }
            logger.warning(
                "the hooks could not be looked at", metadata: ["firm": "\(source.firmID)", "error": "\(error)"])
        }
    }
}
