import Logging
import Matters
import Records
import Storage

/// Ends the streams whose credential was revoked.
///
/// The attack: after a sign-out, or with a revoked token, somebody goes on reading the stream that was opened before.
struct StreamRevocation {
    let store: any Store
    let registry: LiveStreamRegistry
    let now: WallClock
    let logger: Logger

    /// Runs until cancelled.
    func run() async {
        for await _ in store.listen(to: .settings) {
            do {
                try await endRevoked()
            } catch {
                guard !Task.isCancelled else { return }
                logger.error("rights of streams could not be checked", metadata: ["error": "\(error)"])
            }
        }
    }

    private func endRevoked() async throws {
        let moment = now()
        let streams = registry.all
        let credentials = Set(streams.compactMap(\.credential))
        let revoked = try await store.read { reading in
            try credentials.filter {
                try Tokens.find(hash: $0.hash, purpose: $0.purpose, in: reading, at: moment) == nil
            }
        }
        for stream in streams {
            if let credential = stream.credential, revoked.contains(credential) { stream.continuation.finish() }
        }
    }
}
