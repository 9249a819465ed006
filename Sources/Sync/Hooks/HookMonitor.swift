package import Logging
package import Matters
import Records
package import Storage
package import Webhooks

/// Keeps the hooks of every source registered. A practice system disables a hook without telling its owner and sends
/// nothing for it afterwards. A hook that is disabled or deleted is created again, and a sweep fetches what was missed.
/// A sweep also runs when the system reports more notices than were received.
package struct HookMonitor: PeriodicTask {
    private let store: any Store
    private let connector: SourceConnector
    private let adapters: PracticeSystemAdapters
    private let clients: PracticeClients
    private let address: String
    private let now: WallClock
    private let logger: Logger

    package static let interval = Duration.seconds(300)

    /// - Parameter address: where the practice systems reach the portal.
    package init(
        store: any Store, connector: SourceConnector, adapters: PracticeSystemAdapters, clients: PracticeClients,
        address: String, now: @escaping WallClock, logger: Logger
    ) {
        self.store = store
        self.connector = connector
        self.adapters = adapters
        self.clients = clients
        self.address = address
        self.now = now
        self.logger = logger
    }

    /// Checks every source once.
    package func runOnce() async throws {
        do {
            for source in try await store.read({ try Sources.all(in: $0) }) { await check(source) }
        } catch {
            // The database cannot be reached: what is missed meanwhile is found by the next check.
            guard !Task.isCancelled else { return }
            logger.warning("the hooks could not be checked", metadata: ["error": "\(error)"])
        }
    }

    /// A source that cannot be asked now is checked again at the next interval.
    private func check(_ source: Source) async {
        guard let adapter = adapters[source.system] else { return }
        do {
            let practice = try clients.client(for: source)
            let isAnyNew = try await connector.registerHooks(
                for: source, adapter: adapter, address: address, at: practice)
            if isAnyNew {
                _ = try await connector.requestSweep(of: source, reason: "hooks were made anew")
                logger.notice("hooks were created again", metadata: ["firm": "\(source.firmID)"])
            }
            let monitor = GapMonitor(store: store, now: now, facets: adapter.facets(of:))
            let missed = try await monitor.inspect(try await practice.hooks(), of: source)
            guard missed > 0 else { return }
            logger.warning(
                "notices were never received; a sweep fetches what they were about",
                metadata: ["firm": "\(source.firmID)", "missed": "\(missed)"])
        } catch {
            guard !Task.isCancelled else { return }
            logger.warning(
                "the hooks could not be checked", metadata: ["firm": "\(source.firmID)", "error": "\(error)"])
        }
    }
}
