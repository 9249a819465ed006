package import Foundation
import Synchronization

/// Starts processes for tests that run side by side.
package enum Children {
    private static let lock = Mutex(())

    /// One at a time: Foundation's `Process` reads freed memory when two processes are started at the same moment.
    package static func start(_ process: Process) throws { try lock.withLock { _ in try process.run() } }
}
