import Dispatch
import Glibc
package import Matters
import Synchronization

/// Resolves a host name to addresses. Injected, so that tests control the answers of DNS.
package protocol Resolver: Sendable {
    /// The addresses of a name, at least one.
    /// - Throws: `NetworkFailure.dns` when there is no such name, or no answer.
    func addresses(of host: String) async throws(NetworkFailure) -> [IPAddress]
}

/// The system's resolver. `getaddrinfo` blocks, so it runs on a few dedicated threads: a name server that does not
/// answer blocks one of these, never a thread of the cooperative pool.
package final class SystemResolver: Resolver {
    private static let threads = 8
    private let queues: [DispatchQueue]
    private let lookUps = Atomic<Int>(0)

    package init() { queues = (0..<Self.threads).map { DispatchQueue(label: "resolver-\($0)") } }

    package func addresses(of host: String) async throws(NetworkFailure) -> [IPAddress] {
        let queue = queues[lookUps.wrappingAdd(1, ordering: .relaxed).oldValue & (Self.threads - 1)]
        let answer = Answer()
        let found = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                answer.await(with: continuation)
                queue.async { if answer.isAwaited { answer.give(Self.lookUp(host)) } }
            }
        } onCancel: {
            answer.give([])
        }
        guard !found.isEmpty else { throw .dns }
        return found
    }

    /// Resumes the caller once: with the name server's answer, or on the caller's cancellation, without waiting for a
    /// blocked thread.
    private final class Answer: Sendable {
        private enum State {
            case new
            case awaited(CheckedContinuation<[IPAddress], Never>)
            case given
        }
        private let state = Mutex(State.new)

        var isAwaited: Bool { state.withLock { if case .awaited = $0 { true } else { false } } }

        func await(with continuation: CheckedContinuation<[IPAddress], Never>) {
            let isLate = state.withLock { state in
                if case .given = state { return true }
                state = .awaited(continuation)
                return false
            }
            if isLate { continuation.resume(returning: []) }
        }

        func give(_ addresses: [IPAddress]) {
            let waiting = state.withLock { state -> CheckedContinuation<[IPAddress], Never>? in
                defer { state = .given }
                return if case .awaited(let continuation) = state { continuation } else { nil }
            }
            waiting?.resume(returning: addresses)
        }
    }

    private static func lookUp(_ host: String) -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
        defer { freeaddrinfo(first) }
        let entries = sequence(first: first, next: { $0?.pointee.ai_next }).prefix { $0 != nil }
        return entries.compactMap { $0?.pointee.ai_addr.flatMap { IPAddress(UnsafePointer($0)) } }
    }
}
