import Foundation
import Glibc
import HTTPTypes
import LocalProcess
import LocalServer
import Matters
import Outlet
import Testing

/// A server that speaks TLS with a certificate of its own making, to one caller.
private final class SelfSignedServer {
    private(set) var port = 0
    private let folder: TemporaryFolder
    private let server = Process()
    var certificate: String { folder.path + "/certificate" }

    init(name: String) throws {
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
        port = try #require(Self.port(in: log))
    }

    /// Not asked to end: a child of the tests is born with that signal blocked.
    deinit { if server.isRunning { kill(server.processIdentifier, SIGKILL) } }

    private static func start(_ process: Process, _ arguments: [String]) throws -> Pipe {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        (process.standardInput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
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

@Suite(.timeLimit(.minutes(2))) struct `A certificate that nobody vouches for` {
    @Test(arguments: ["right.example", "wrong.example", "127.0.0.1"])
    func `is a failure of TLS, whatever name stands in it`(host: String) async throws {
        let server = try SelfSignedServer(name: "right.example")
        let client = GuardedHTTPClient(
            policy: NetworkPolicy(allowing: [try #require(AddressBlock("127.0.0.1"))]),
            resolver: ScriptedResolver(["127.0.0.1"]))
        await #expect(throws: NetworkFailure.tls) {
            try await client.send(
                HTTPCall(
                    .get, "https://\(host):\(server.port)/", deadline: .seconds(30),
                    answerLimit: .cut(atBytes: 1_000)))
        }
    }
}
