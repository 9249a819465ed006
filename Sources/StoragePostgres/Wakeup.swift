import Glibc
import Storage
import Synchronization

/// Wakes a thread that waits for a socket, and tells when that thread has ended.
final class Wakeup: Sendable {
    private struct State {
        var isFinished = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }
    /// The two ends of a pipe.
    private let (reading, writing): (Int32, Int32)
    private let state = Mutex(State())

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw StoreError.unavailable("no file descriptor is left") }
        (reading, writing) = (ends[0], ends[1])
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// A full pipe wakes as well as one more byte would.
    func ring() {
        var byte: UInt8 = 1
        _ = write(writing, &byte, 1)
    }

    /// Blocks until `ring`, until the socket has something to read, or the time is over; answers false for the last.
    @discardableResult
    func wait(beside socket: Int32?, milliseconds: Int32) -> Bool {
        var watched = [pollfd(fd: reading, events: Int16(POLLIN), revents: 0)]
        if let socket { watched.append(pollfd(fd: socket, events: Int16(POLLIN), revents: 0)) }
        let count = poll(&watched, nfds_t(watched.count), milliseconds)
        var drained = [UInt8](repeating: 0, count: 256)
        while read(reading, &drained, drained.count) == drained.count {}
        return count != 0
    }

    func finish() {
        let waiting = state.withLock { state in
            state.isFinished = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func finished() async {
        await withCheckedContinuation { continuation in
            let isFinished = state.withLock { state in
                if !state.isFinished { state.waiting.append(continuation) }
                return state.isFinished
            }
            if isFinished { continuation.resume() }
        }
    }
}
