package import Matters
import Synchronization

/// A file on its way to one viewer, for one reader. It counts as under way until nobody holds it any more.
package final class Download: Sendable {
    private struct State {
        /// Read before the download was promised; let go as soon as it is handed on, for parts are large.
        var first: [UInt8]?
        var offset: Int64 = 0
    }

    package let file: DocumentFile
    private let state: Mutex<State>
    private let rest: @Sendable (Int64) async throws -> [UInt8]
    private let ticket: Tickets.Ticket

    init(
        file: DocumentFile, first: [UInt8], ticket: Tickets.Ticket,
        rest: @escaping @Sendable (Int64) async throws -> [UInt8]
    ) {
        (self.file, self.ticket, self.rest) = (file, ticket, rest)
        state = Mutex(State(first: first))
    }

    /// The bytes that follow; nil at the end. They are asked for when they are wanted, not before.
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
