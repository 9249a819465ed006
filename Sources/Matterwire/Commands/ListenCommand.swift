import ArgumentParser
import Egress
import Foundation
import Matters
import Webhooks

struct ListenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "listen",
        abstract: "Print the webhooks that arrive on a local port, verify them, and hand them on.",
        discussion: """
            The secret (for lawvu: the client state) comes from the environment variable \(secretVariable) or from a \
            file, never from the command line, where others could read it.
            """)
    static let secretVariable = "MATTERWIRE_LISTEN_SECRET"

    @OptionGroup var log: LogOptions
    @Option(help: "actionstep, lawvu, lawfficient or standard.") var contract: String = "standard"
    @Option(help: "The port to listen on, on this machine alone; 0 picks a free one.") var port: Int = 9_100
    @Option(help: "A file that holds the secret.") var secretFile: String?
    @Option(help: "Where genuine notices are handed on to; may stand on this machine.") var forward: String?
    @Flag(help: "Print the bodies too.") var bodies = false

    func run() async throws {
        let contract = try WebhookContract(option: contract)
        try CommandFailure.require(port, in: 0...65_535, of: "--port")
        let policy = NetworkPolicy(allowing: PortalParts.loopback)
        if let forward, let refusal = policy.refusal(of: forward) {
            throw CommandFailure.couldNotRun("--forward cannot be called (\(refusal.rawValue)); give another URL")
        }
        let secret = try secret()
        if let secret, !contract.policy.isSecret(secret) {
            throw CommandFailure.couldNotRun(
                "this is no secret of \(contract.rawValue); give the whole of it, from whsec_ on")
        }
        let logger = try log.logger("matterwire-listen")
        let client = GuardedHTTPClient(policy: policy)
        let listener = WebhookListener(
            contract: contract, secret: secret, forwardURL: forward, printsBodies: bodies, client: client,
            now: SystemClock.now, output: StandardOutput.line)
        let server = listener.server(host: "127.0.0.1", port: port, logger: logger) { port in
            StandardError.line("listening on http://127.0.0.1:\(port)")
        }
        try await logger.runServices([server])
        await client.shutDown()
    }

    private func secret() throws -> String? {
        guard let secretFile else { return ProcessInfo.processInfo.environment[Self.secretVariable] }
        guard let text = try? String(contentsOfFile: secretFile, encoding: .utf8) else {
            throw CommandFailure.couldNotRun("\(secretFile) cannot be read; give the file that holds the secret")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
