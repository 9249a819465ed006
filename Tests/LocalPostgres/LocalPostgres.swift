import Foundation
import LocalProcess
package import StoragePostgres
import Synchronization

/// The PostgreSQL server of this test run: started by the first test that needs it, ended with the process. Each test
/// has its own schema.
package enum LocalPostgres {
    /// A new, empty schema.
    /// - Parameter options: more command-line options of the server, percent-encoded.
    /// - Throws: `Missing`, or an error of the server.
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

        /// The script ends when its standard input ends, and so with this process.
        private static func start() throws -> String {
            let script = URL(filePath: #filePath).appending(path: "../../../scripts/scratch-postgres").standardized
            let folder = NSTemporaryDirectory() + "matterwire-postgres-" + UUID().uuidString.prefix(8)
            let process = Process()
            process.executableURL = script
            process.arguments = [folder]
            let input = Pipe()
            let output = Pipe()
            process.standardInput = input
            process.standardOutput = output
            try Children.start(process)
            inputs.withLock { $0.append(input) }
            let line = Output.next(of: output)
            guard !line.isEmpty else { throw Missing() }
            return String(decoding: line, as: UTF8.self).trimmingCharacters(in: .newlines)
        }
    }

    /// The pipes whose open ends keep the servers alive.
    private static let inputs = Mutex<[Pipe]>([])

    package struct Missing: Error, CustomStringConvertible {
        package let description = "No PostgreSQL server could be started; scripts/setup postgres installs one."
    }
}
