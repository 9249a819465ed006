package import Logging
package import Matters
package import Records
package import Storage
package import Webhooks

/// Runs a processor for each source that is stored, and for each that is connected while the server runs.
package struct ProcessorSupervisor<Time: Clock>: Sendable where Time.Duration == Duration {
    private let store: any Store
    private let adapters: PracticeSystemAdapters
    private let clients: PracticeClients
    private let clock: Time
    private let now: WallClock
    private let announce: PublishChanges
    private let logger: Logger

    package init(
        store: any Store, adapters: PracticeSystemAdapters, clients: PracticeClients, clock: Time,
        now: @escaping WallClock, announce: @escaping PublishChanges, logger: Logger
    ) {
        self.store = store
        self.adapters = adapters
        self.clients = clients
        self.clock = clock
        self.now = now
        self.announce = announce
        self.logger = logger
    }

    /// Works until cancelled. A source that was connected again gets a new processor, because the old one holds a grant
    /// that is gone.
    /// - Throws: `StoreError` when the sources cannot be read at the start; later failures are logged.
    package func run() async throws {
        let changes = store.listen(to: .settings)
        try await withThrowingDiscardingTaskGroup { group in
            var running: [SourceKey: (connectedAt: Instant, stop: WorkSignal)] = [:]
            func startNew() async throws {
                for source in try await store.read({ try Sources.all(in: $0) }) {
                    guard running[source.key]?.connectedAt != source.connectedAt else { continue }
                    running[source.key]?.stop.notify()
                    let stop = WorkSignal()
                    running[source.key] = (source.connectedAt, stop)
                    guard let processor = processor(for: source) else { continue }
                    group.addTask { await Self.run(processor, until: stop) }
                }
            }
            try await startNew()
            for await _ in changes {
                // The database may be out of reach; running processors go on, and the next notification follows soon.
                do { try await startNew() } catch {
                    guard !Task.isCancelled else { break }
                    logger.error("the sources could not be read", metadata: ["error": "\(error)"])
                }
            }
            group.cancelAll()
        }
    }

    private static func run(_ processor: Processor<Time>, until stop: WorkSignal) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await processor.run() }
            group.addTask { await stop.wait() }
            await group.next()
            group.cancelAll()
        }
    }

    /// Nil for a source that cannot be asked; the others are not affected.
    private func processor(for source: Source) -> Processor<Time>? {
        guard let adapter = adapters[source.system] else {
            logger.error("no adapter for this practice system", metadata: ["system": "\(source.system)"])
            return nil
        }
        do {
            return Processor(
                source: source.key, adapter: adapter, practice: try clients.client(for: source), store: store,
                clock: clock, now: now, newID: Secret.id, announce: announce, logger: logger)
        } catch {
            logger.error(
                "a source cannot be asked; connect it again",
                metadata: ["firm": "\(source.firmID)", "source": "\(source.id)", "error": "\(error)"])
            return nil
        }
    }
}
