import Foundation

/// Runs Python as an independent implementation to compare with.
package enum Python {
    package struct Missing: Error, CustomStringConvertible {
        package let description = "python3 could not be run; these tests need it on the path."
    }
    package struct Failed: Error { package var status: Int32 }

    /// What the script prints, without the final newline.
    /// - Throws: `Missing`, or `Failed`.
    package static func run(_ script: String, arguments: [String]) async throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script] + arguments
        process.standardOutput = output
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in ended.resume() }
            do { try Children.start(process) } catch { ended.resume(throwing: Missing()) }
        }
        guard process.terminationStatus != 127 else { throw Missing() }
        guard process.terminationStatus == 0 else { throw Failed(status: process.terminationStatus) }
        let printed = Output.all(of: output)
        return String(decoding: printed, as: UTF8.self).trimmingCharacters(in: .newlines)
    }
}
