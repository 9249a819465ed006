package import Foundation
import Glibc

/// What a child prints. Foundation's own reading ends the whole process when a signal arrives in the middle of it, and
/// each child that ends sends one.
package enum Output {
    /// What is there, or the next that comes; empty at the end.
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
