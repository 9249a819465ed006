package import Logging
package import Matters
package import Records
package import Storage
import Synchronization
package import Webhooks

/// Runs a processor for each source there is, and for each that is connected while the server runs.
package struct ProcessorFleet<Time: Clock>: Sendable where Time.Duration == Duration {
    /// How a system's sources are asked and their notices read.
    package struct Dialect: Sendable {
        package var practice: @Sendable (Source) async throws -> any PracticeSystem
        package var read: @Sendable (_ event: String, _ body: [UInt8]) -> NoticeReading

        package init(
            practice: @escaping @Sendable (Source) async throws -> any PracticeSystem,
            read: @escaping @Sendable (String, [UInt8]) -> NoticeReading
        ) {
            (self.practice, self.read) = (practice, read)
        }
    }

    private let store: any Store
    private let dialects: [String: Dialect]
    private let clock: Time
    private let now: WallClock
    private let announce: Announce
    private let logger: Logger

    /// - Parameter dialects: by the name of the system, such as `actionstep`.
    package init(
        store: any Store, dialects: [String: Dialect], clock: Time, now: @escaping WallClock,
        announce: @escaping Announce, logger: Logger
    ) {
        (self.store, self.dialects, self.clock) = (store, dialects, clock)
        (self.now, self.announce, self.logger) = (now, announce, logger)
    }

    /// Works until cancelled. A source that was connected anew gets a new processor: the old one holds a grant that is
    /// gone.
    package func run() async throws {
        let bell = store.listen(to: .settings)
        try await withThrowingDiscardingTaskGroup { group in
            var running: [SourceKey: (connectedAt: Instant, stop: WorkSignal)] = [:]
            func startNew() async throws {
                for source in try await store.read({ try Sources.all(in: $0) }) {
                    let key = SourceKey(firmID: source.firmID, sourceID: source.id)
                    guard running[key]?.connectedAt != source.connectedAt else { continue }
                    running[key]?.stop.notify()
                    let stop = WorkSignal()
                    running[key] = (source.connectedAt, stop)
                    guard let processor = await processor(for: source) else { continue }
                    group.addTask { await Self.run(processor, until: stop) }
                }
            }
            try await startNew()
            for await _ in bell {
                // The rows may be out of reach for a while; whoever works goes on, and the next bell is soon.
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

    /// Nil for a source that cannot be asked; the others go on.
    private func processor(for source: Source) async -> Processor<Time>? {
        guard let dialect = dialects[source.system] else {
            logger.error("no client for this practice system", metadata: ["system": "\(source.system)"])
            return nil
        }
        do {
            return Processor(
                source: SourceKey(firmID: source.firmID, sourceID: source.id), system: source.system,
                practice: try await dialect.practice(source), store: store, clock: clock, now: now, newID: Secret.id,
                read: dialect.read, announce: announce, logger: logger)
        } catch {
            logger.error(
                "a source cannot be asked; connect it again",
                metadata: ["firm": "\(source.firmID)", "source": "\(source.id)", "error": "\(error)"])
            return nil
        }
    }
}
