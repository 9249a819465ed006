package import Foundation
import Synchronization

/// Starts processes for tests that run side by side.
package enum Children {
    private static let turn = Mutex(())

    /// One at a time: Foundation's `Process` reads memory that is gone when two are started at the same moment.
    package static func start(_ process: Process) throws { try turn.withLock { _ in try process.run() } }
}
