import ArgumentParser
import Delivery
import Matters
import Records
import Webhooks

struct HooksResendCommand: HookCommand {
    static let configuration = CommandConfiguration(
        commandName: "resend", abstract: "Send again: one message, those since a moment, or those that failed.")

    @OptionGroup var options: HookOptions
    @Option(help: "The id of one message, as `attempts` shows it.") var delivery: String?
    @Option(help: "Everything from this moment on, such as 2026-11-21T09:00:00Z.") var since: String?
    @Flag(help: "Only what failed or is held.") var failed = false
    @Argument(help: "The webhook's id.") var id: String

    func run(_ service: EndpointService) async throws {
        try service.requireResending(toAllow: "send again", instead: "make the change once more")
        if let delivery {
            try await service.resend(delivery, of: id)
            return options.show(["delivery": .string(delivery)], "it is on its way")
        }
        let started = try await service.resend(try request(), of: id)
        let job = EndpointJSON(service).job(started.job, of: started.endpoint)
        options.show(job, "\(started.job.total) messages are sent again")
    }

    private func request() throws -> ResendRequest {
        let from = try since.map { text -> Instant in
            guard let moment = Instant(iso8601: text) else {
                throw CommandFailure.couldNotRun("--since is a moment such as 2026-11-21T09:00:00Z")
            }
            return moment
        }
        guard failed || from != nil else {
            throw CommandFailure.couldNotRun("say what to send again with --delivery, --since or --failed")
        }
        return .init(failed ? .failed : .all, from: from ?? .distantPast)
    }
}

struct HooksTestCommand: HookCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Send a test message and wait for the answer; exit status 1 when it does not arrive.")
    static let waitSeconds = 20

    @OptionGroup var options: HookOptions
    @Argument(help: "The webhook's id.") var id: String

    func run(_ service: EndpointService) async throws {
        try service.requireResending(toAllow: "test", instead: "make a change in the sandbox")
        let delivery = try await service.test(id).delivery
        let attempt = try await firstAttempt(of: delivery, service)
        let outcome: JSONValue = ["delivery": .string(delivery), "result": JSONValue(attempt?.result.name)]
        if options.json { StandardOutput.line(outcome.encodedText) }
        guard let attempt else {
            throw CommandFailure.foundWrong("nobody has sent it within \(Self.waitSeconds) s; start the server")
        }
        guard service.contract.policy.isDelivered(attempt.result) else {
            throw CommandFailure.foundWrong(
                "the endpoint did not take it (\(attempt.result.name)); it is tried again by itself")
        }
        if !options.json { StandardOutput.line("it has arrived, after \(attempt.milliseconds) ms") }
    }

    private func firstAttempt(of delivery: String, _ service: EndpointService) async throws -> Attempt? {
        for _ in 0..<Self.waitSeconds * 10 {
            let attempt = try await service.delivery(delivery, of: id).logged.attempts.first
            if let attempt { return attempt }
            try await Task.sleep(for: .milliseconds(100))
        }
        return nil
    }
}
