import Foundation

/// Files that must still be there, whole, after the power was cut.
enum DurableFile {
    /// Makes a file that is not there yet, mode 0600 from its first byte on; on disk when it returns.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CommandFailure.couldNotRun("\(path) cannot be made") }
        defer { close(descriptor) }
        guard Foundation.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw CommandFailure.couldNotRun("\(path) cannot be written; is the disk full?")
        }
    }

    /// Makes the names in a folder durable.
    static func syncFolder(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CommandFailure.couldNotRun("\(path) cannot be read") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw CommandFailure.couldNotRun("\(path) cannot be written") }
    }
}
