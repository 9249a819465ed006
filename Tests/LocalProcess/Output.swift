package import Foundation
import Glibc

/// Reads the output of a child process. Foundation's own reading crashes when a signal interrupts it, and each child that
/// ends sends one.
package enum Output {
    /// The next available bytes, waiting for some; empty at the end.
    package static func next(of pipe: Pipe) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(pipe.fileHandleForReading.fileDescriptor, &buffer, buffer.count)
            if count >= 0 { return Array(buffer.prefix(count)) }
            guard errno == EINTR else { return [] }
        }
    }

    package static func all(of pipe: Pipe) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let more = next(of: pipe)
            if more.isEmpty { return bytes }
            bytes += more
        }
    }
}
