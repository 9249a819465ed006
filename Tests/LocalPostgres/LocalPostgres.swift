import Foundation
import LocalProcess
package import StoragePostgres
import Synchronization

/// The PostgreSQL server of this test run: started by the first test that needs it, gone with the process. Each test
/// has a schema of its own.
package enum LocalPostgres {
    /// An empty schema that nobody else uses, ready to be connected to.
    /// - Parameter options: more of the server's command line, percent-encoded.
    package static func freshSchema(options: String = "") async throws -> PostgresSettings {
        let schema = "test_" + UUID().uuidString.replacing("-", with: "").lowercased()
        let base = try await server.connectionString()
        try await PostgresSettings(connectionString: base).createSchema(schema)
        return PostgresSettings(
            connectionString: base + "&application_name=\(schema)&options=-csearch_path%3D\(schema)%20\(options)")
    }

    private static let server = Server()

    private actor Server {
        private var starting: Task<String, any Error>?

        func connectionString() async throws -> String {
            let task = starting ?? Task { try Self.start() }
            starting = task
            return try await task.value
        }

        /// The script ends when its standard input does, and so when this process ends, however it ends.
        private static func start() throws -> String {
            let script = URL(filePath: #filePath).appending(path: "../../../scripts/scratch-postgres").standardized
            let folder = NSTemporaryDirectory() + "matterwire-postgres-" + UUID().uuidString.prefix(8)
            let process = Process()
            process.executableURL = script
            process.arguments = [folder]
            let (input, output) = (Pipe(), Pipe())
            process.standardInput = input
            process.standardOutput = output
            try Children.start(process)
            held.withLock { $0.append(input) }
            let line = Output.next(of: output)
            guard !line.isEmpty else { throw Missing() }
            return String(decoding: line, as: UTF8.self).trimmingCharacters(in: .newlines)
        }
    }

    /// The pipes that keep the servers alive.
    private static let held = Mutex<[Pipe]>([])

    package struct Missing: Error, CustomStringConvertible {
        package let description = "No PostgreSQL server could be started; scripts/setup postgres installs one."
    }
}
