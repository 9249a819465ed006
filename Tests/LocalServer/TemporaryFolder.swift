import Foundation

/// A folder of its own for a test; it goes with the last who holds it.
package final class TemporaryFolder: Sendable {
    package let path: String

    /// - Parameter isOnDisk: not, for a test that writes a lot and asks nothing of the disk, where there is memory to
    ///   write to.
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
