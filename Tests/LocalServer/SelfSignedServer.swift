import Foundation
import Glibc
import LocalProcess

/// A TLS server with a self-signed certificate, for one connection.
package final class SelfSignedServer {
    package private(set) var port = 0
    package struct NoPort: Error {}

    private let folder: TemporaryFolder
    private let server = Process()
    var certificate: String { folder.path + "/certificate" }

    package init(name: String) throws {
        folder = try TemporaryFolder("self-signed")
        let files = ["-keyout", folder.path + "/key", "-out", certificate]
        let maker = try Self.start(
            Process(),
            ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
                + ["-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:\(name)"] + files)
        _ = Output.all(of: maker)
        let log = try Self.start(
            server,
            [
                "s_server", "-accept", "127.0.0.1:0", "-naccept", "1", "-www", "-key", folder.path + "/key", "-cert",
                certificate,
            ])
        guard let port = Self.port(in: log) else { throw NoPort() }
        self.port = port
    }

    /// SIGKILL, because a child of the tests starts with SIGTERM blocked.
    deinit { if server.isRunning { kill(server.processIdentifier, SIGKILL) } }

    private static func start(_ process: Process, _ arguments: [String]) throws -> Pipe {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardOutput = output
        try Children.start(process)
        return output
    }

    /// `ACCEPT 127.0.0.1:41761`
    private static func port(in log: Pipe) -> Int? {
        var text = ""
        while true {
            let more = Output.next(of: log)
            if more.isEmpty { return nil }
            text += String(decoding: more, as: UTF8.self)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            guard let line = lines.first(where: { $0.hasPrefix("ACCEPT ") }) else { continue }
            return line.split(separator: ":").last.flatMap { Int($0) }
        }
    }
}
