import Foundation

/// A folder of its own for a test; it goes with the last who holds it.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init(_ name: String) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "\(name)-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { remove() }

    package func remove() { try? FileManager.default.removeItem(atPath: path) }
}
