import Logging
import Matters
import Records
import Storage

extension Dispatcher {
    /// Now and then forgets what was finished long ago, a little at a time, so that the log stays bounded and nobody
    /// waits for it.
    func forgetOldDeliveries() async {
        while (try? await clocks.machine.sleep(for: limits.forgettingPause)) != nil {
            do {
                while try await forgetSome() == limits.forgottenAtOnce {}
            } catch {
                logger.error("old deliveries could not be forgotten", metadata: ["error": "\(error)"])
            }
        }
    }

    private func forgetSome() async throws -> Int {
        let moment = clocks.now() - limits.finishedKept
        return try await store.write { [outbox, limits] in
            try Deliveries.forget(
                finishedBefore: moment, limit: limits.forgottenAtOnce, firmID: outbox.firmID, in: $0)
        }
    }
}
