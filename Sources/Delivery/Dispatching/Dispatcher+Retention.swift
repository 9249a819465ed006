import Logging
import Matters
import Records
import Storage

extension Dispatcher {
    /// Deletes deliveries that finished long ago, in small batches, so that the log stays bounded and other writers do
    /// not wait.
    func purgeOldDeliveries() async {
        while (try? await clocks.machine.sleep(for: limits.purgePause)) != nil {
            do {
                while try await purgeBatch() == limits.purgeBatchMax {}
            } catch {
                logger.error("old deliveries could not be deleted", metadata: ["error": "\(error)"])
            }
        }
    }

    private func purgeBatch() async throws -> Int {
        let moment = clocks.now() - limits.finishedRetention
        return try await store.write { [outbox, limits] in
            try Deliveries.purge(finishedBefore: moment, limit: limits.purgeBatchMax, firmID: outbox.firmID, in: $0)
        }
    }
}
