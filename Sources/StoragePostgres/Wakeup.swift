import Glibc
import Storage
import Synchronization

/// Wakes a thread that polls a socket (the self-pipe technique), and tells when that thread has ended.
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
        reading = ends[0]
        writing = ends[1]
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// A pipe that is full wakes the thread already.
    func wake() {
        var byte: UInt8 = 1
        _ = write(writing, &byte, 1)
    }

    /// Blocks until `wake`, until the socket has something to read, or until the time is over.
    /// - Returns: false when the time is over.
    @discardableResult
    func wait(beside socket: Int32?, milliseconds: Int32) -> Bool {
        var watched = [pollfd(fd: reading, events: Int16(POLLIN), revents: 0)]
        if let socket { watched.append(pollfd(fd: socket, events: Int16(POLLIN), revents: 0)) }
        let count = poll(&watched, nfds_t(watched.count), milliseconds)
        var drained = [UInt8](repeating: 0, count: 256)
        while read(reading, &drained, drained.count) == drained.count {}
        return count != 0
    }

    /// Called by the thread when it ends.
    func finish() {
        let waiting = state.withLock { state in
            state.isFinished = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Returns once the thread has called `finish`.
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
