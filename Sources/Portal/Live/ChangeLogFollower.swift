import Logging
import Matters
import Records
import Storage

/// Follows the change logs of firms with open streams, and sends each viewer the events that it may know of.
struct ChangeLogFollower {
    static let entriesPerBatchMax = 500

    let store: any Store
    let registry: LiveStreamRegistry
    let logger: Logger
    private let signal = WorkSignal()

    /// Starts to follow a firm's log at its end.
    /// - Throws: `StoreError`.
    func follow(_ firmID: String) async throws {
        guard !registry.isFollowed(firmID) else { return }
        let head = try await store.read { try ChangeLog.head(firmID: firmID, in: $0) }
        registry.follow(firmID, from: head)
        // A change may have been committed and notified before this firm was followed.
        signal.notify()
    }

    /// Runs until cancelled.
    func run(clock: some Clock<Duration>) async {
        await withTaskGroup(of: Void.self) { group in
            let changes = store.listen(to: .changes)
            group.addTask { for await _ in changes { signal.notify() } }
            while !Task.isCancelled {
                if await sendAll() { await signal.wait() } else { try? await clock.sleep(for: .seconds(1)) }
            }
            group.cancelAll()
        }
    }

    /// - Returns: whether every log was read to its end.
    private func sendAll() async -> Bool {
        for firmID in registry.firmIDs {
            do {
                while try await sendBatch(of: firmID) {}
            } catch {
                if !Task.isCancelled {
                    logger.error("the change log could not be followed", metadata: ["error": "\(error)"])
                }
                return false
            }
        }
        return true
    }

    /// - Returns: whether there may be more entries.
    private func sendBatch(of firmID: String) async throws -> Bool {
        let (position, viewers) = registry.audience(of: firmID)
        let batch = try await store.read { reading in
            let entries = try ChangeLog.entries(
                after: position, limit: Self.entriesPerBatchMax, firmID: firmID, in: reading)
            let matters = Array(Set(entries.map(\.matterID)))
            let scopes =
                viewers.isEmpty
                ? [:]
                : try MatterReader.scopes(of: matters, for: Array(viewers), firmID: firmID, in: reading)
            return (entries: entries, scopes: scopes)
        }
        guard let last = batch.entries.last else { return false }
        let events = Dictionary(
            uniqueKeysWithValues: viewers.map { viewer in
                (viewer, LiveEvent.events(of: batch.entries, for: viewer, scopes: batch.scopes))
            })
        guard registry.send(events, to: firmID, upTo: last.seq) else { return true }
        return batch.entries.count == Self.entriesPerBatchMax
    }
}
