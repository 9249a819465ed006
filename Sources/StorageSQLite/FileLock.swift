import Glibc
import Storage
import Synchronization

/// The lock that prevents a second server on one data folder. The kernel releases it however the process ends, so a
/// crash leaves nothing to clean up.
final class FileLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// - Throws: `StoreError.unavailable` when the file cannot be opened or is locked.
    init(path: String) throws {
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else {
            throw StoreError.unavailable("\(path) cannot be opened: \(String(cString: strerror(errno)))")
        }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            Glibc.close(opened)
            throw StoreError.unavailable(
                "another server runs on this data folder (\(path) is locked); stop it, or give another --data")
        }
        descriptor = Mutex(opened)
    }

    /// Unlocks before it closes: a child process that is being started has a copy of the descriptor for a moment, and
    /// closing alone would leave the lock with that copy.
    func release() {
        descriptor.withLock { descriptor in
            if let opened = descriptor {
                flock(opened, LOCK_UN)
                Glibc.close(opened)
            }
            descriptor = nil
        }
    }
}
