import Foundation

/// Files that must be complete after a power cut. Both functions throw `CommandFailure`.
enum DurableFile {
    /// Creates a file, mode 0600 from its creation on, and returns after it is on disk. Throws also when it exists.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CommandFailure.couldNotRun("\(path) cannot be made") }
        defer { close(descriptor) }
        guard Foundation.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw CommandFailure.couldNotRun("\(path) cannot be written; is the disk full?")
        }
    }

    /// Syncs the directory entries of a folder to disk.
    static func syncFolder(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CommandFailure.couldNotRun("\(path) cannot be read") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw CommandFailure.couldNotRun("\(path) cannot be written") }
    }
}
