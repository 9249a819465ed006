import Foundation

/// A folder for one test, removed with its last reference.
package final class TemporaryFolder: Sendable {
    package let path: String

    /// - Parameter isOnDisk: false for a test that writes a lot and does not depend on a disk; then memory is used, if
    ///   there is a memory file system.
    package init(_ name: String, isOnDisk: Bool = true) throws {
        let memory = URL(filePath: "/dev/shm")
        let hasMemory = FileManager.default.isWritableFile(atPath: memory.path)
        let parent = isOnDisk || !hasMemory ? FileManager.default.temporaryDirectory : memory
        path = parent.appending(path: "\(name)-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { remove() }

    package func remove() { try? FileManager.default.removeItem(atPath: path) }
}
