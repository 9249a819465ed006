package import Logging
package import Matters
package import Records
package import Storage

/// Looks after the hooks of every source: a practice system switches a hook off without a word, and what happens
/// meanwhile is told by nobody. A hook that is off or gone is made anew, and a sweep fetches what was missed.
package struct HookKeeper<Time: Clock>: Sendable where Time.Duration == Duration {
    private let store: any Store
    private let connector: SourceConnector
    private let practice: @Sendable (Source) async throws -> any PracticeSystem
    private let events: [String: [String]]
    private let clock: Time
    private let logger: Logger

    package static var every: Duration { .seconds(300) }

    /// - Parameters:
    ///   - events: which are wanted, by the name of the system.
    ///   - practice: how a source is asked.
    package init(
        store: any Store, connector: SourceConnector, events: [String: [String]], clock: Time, logger: Logger,
        practice: @escaping @Sendable (Source) async throws -> any PracticeSystem
    ) {
        (self.store, self.connector, self.events) = (store, connector, events)
        (self.clock, self.logger, self.practice) = (clock, logger, practice)
    }

    /// Works until cancelled.
    /// - Parameter address: where the practice systems reach the portal.
    package func run(address: String) async throws {
        while !Task.isCancelled {
            do {
                for source in try await store.read({ try Sources.all(in: $0) }) { await look(at: source, address) }
            } catch {
                // The rows are out of reach: whatever was missed meanwhile is found the next time.
                if Task.isCancelled { break }
                logger.warning("the hooks could not be looked at", metadata: ["error": "\(error)"])
            }
            try await clock.sleep(for: Self.every)
        }
    }

    /// A source that cannot be asked now is looked at again the next time.
    private func look(at source: Source, _ address: String) async {
        do {
            let isMended = try await connector.registerHooks(
                for: source, events: events[source.system] ?? [], address: address, at: try await practice(source))
            guard isMended else { return }
            _ = try await connector.requestSweep(of: source, reason: "hooks were made anew")
            logger.notice("hooks were made anew", metadata: ["firm": "\(source.firmID)"])
        } catch {
            guard !Task.isCancelled else { return }
            logger.warning(
                "the hooks could not be looked at", metadata: ["firm": "\(source.firmID)", "error": "\(error)"])
        }
    }
}
