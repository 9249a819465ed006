package import Logging
package import Matters
package import Records
package import Storage

/// Looks after the hooks of every source: a practice system switches a hook off without a word, and what happens
/// meanwhile is told by nobody. A hook that is off or gone is made anew, and a sweep fetches what was missed; so it does
/// when a hook has sent more than has arrived.
package struct HookKeeper<Time: Clock>: Sendable where Time.Duration == Duration {
    private let store: any Store
    private let connector: SourceConnector
    private let practice: @Sendable (Source) async throws -> any PracticeSystem
    private let contracts: [String: HookContract]
    private let now: WallClock
    private let clock: Time
    private let logger: Logger

    package static var every: Duration { .seconds(300) }

    /// - Parameters:
    ///   - contracts: by the name of the system.
    ///   - practice: how a source is asked.
    package init(
        store: any Store, connector: SourceConnector, contracts: [String: HookContract], clock: Time,
        now: @escaping WallClock,
        logger: Logger,
        practice: @escaping @Sendable (Source) async throws -> any PracticeSystem
    ) {
        (self.store, self.connector, self.contracts) = (store, connector, contracts)
        (self.clock, self.now, self.logger, self.practice) = (clock, now, logger, practice)
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
        guard let contract = contracts[source.system] else { return }
        do {
            let practice = try await practice(source)
            let isMended = try await connector.registerHooks(
                for: source, events: contract.events, address: address, at: practice)
            if isMended {
                _ = try await connector.requestSweep(of: source, reason: "hooks were made anew")
                logger.notice("hooks were made anew", metadata: ["firm": "\(source.firmID)"])
            }
            let inspector = GapMonitor(store: store, now: now, facets: contract.facets)
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

/// What the keeper has to know of a system's hooks.
package struct HookContract: Sendable {
    /// Which events are wanted.
    package var events: [String]
    /// What the notices of an event are about.
    package var facets: @Sendable (_ event: String) -> Facets

    package init(events: [String], facets: @escaping @Sendable (String) -> Facets) {
        (self.events, self.facets) = (events, facets)
    }
}
