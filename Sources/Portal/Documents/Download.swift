package import Matters
import Synchronization

/// A download in progress, for one viewer and one reader. It occupies a slot until its last reference goes.
package final class Download: Sendable {
    private struct State {
        /// Read before the download was returned; released when it is passed on, because parts are large.
        var first: [UInt8]?
        var offset: Int64 = 0
    }

    package let file: DocumentFile
    private let state: Mutex<State>
    private let rest: @Sendable (Int64) async throws -> [UInt8]
    private let slot: DownloadLimiter.Slot

    init(
        file: DocumentFile, first: [UInt8], slot: DownloadLimiter.Slot,
        rest: @escaping @Sendable (Int64) async throws -> [UInt8]
    ) {
        self.file = file
        self.slot = slot
        self.rest = rest
        state = Mutex(State(first: first))
    }

    /// The next part of the file; nil at the end. Requested from the practice system by this call, not earlier.
    /// - Throws: `DownloadRefusal`, or `StoreError`.
    package func next() async throws -> [UInt8]? {
        let (first, offset) = state.withLock { state in
            defer { state.first = nil }
            return (state.first, state.offset)
        }
        guard offset < file.sizeBytes else { return nil }
        let part: [UInt8] = if let first { first } else { try await rest(offset) }
        state.withLock { $0.offset += Int64(part.count) }
        return part
    }
}

/// Why a document that the viewer may see cannot be downloaded now.
package enum DownloadRefusal: Error, Sendable, Equatable {
    /// As many downloads as allowed are in progress, for this viewer or in all.
    case tooManyDownloads
    case tooLarge
    case practice(PracticeFailure)
}
