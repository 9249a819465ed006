import ArgumentParser
import Delivery
import Records
import Webhooks

struct HooksDisableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Send nothing to a webhook until it is enabled.")

    @OptionGroup var options: HookOptions
    @Argument(help: "The webhook's id.") var id: String

    func run() async throws {
        try await options.withEndpointService { service in try await options.show(service.switchOff(id), service) }
    }
}

struct HooksEnableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "enable", abstract: "Send to a webhook again.")

    @OptionGroup var options: HookOptions
    @Flag(help: "First what was held while it was off.") var catchUp = false
    @Argument(help: "The webhook's id.") var id: String

    func run() async throws {
        try await options.withEndpointService { service in
            try service.requireResending(toAllow: "enable", instead: "delete it and make it anew")
            try await options.show(service.switchOn(id, catchesUp: catchUp), service)
        }
    }
}

struct HooksDeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "delete", abstract: "End a webhook for good.")

    @OptionGroup var options: HookOptions
    @Argument(help: "The webhook's id.") var id: String

    func run() async throws {
        try await options.withEndpointService { service in
            try await service.delete(id)
            if options.json { StandardOutput.line((["id": .string(id)] as JSONValue).encodedText) }
        }
    }
}

struct HooksRotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Make a new secret for a webhook, shown once; the old one signs along for a while.")
    static let overlapHours = 0...72

    @OptionGroup var options: HookOptions
    @Option(help: "Hours for which the old secret is still good, 0 to 72.") var overlapHours: Int = 24
    @Argument(help: "The webhook's id.") var id: String

    func run() async throws {
        guard Self.overlapHours.contains(overlapHours) else {
            throw CommandFailure.couldNotRun("--overlap-hours is a number from 0 to \(Self.overlapHours.upperBound)")
        }
        try await options.withEndpointService { service in
            try service.requireResending(toAllow: "rotate the secret of", instead: "delete it and make it anew")
            let secret = try await service.rotate(id, overlap: .seconds(overlapHours * 3_600)).secret
            let answer: JSONValue = ["id": .string(id), "secret": .string(secret)]
            StandardOutput.line(options.json ? answer.encodedText : secret)
        }
    }
}

extension HookOptions {
    func show(_ endpoint: Subscription, _ service: EndpointService) async throws {
        let held = try await service.held(for: endpoint)
        if json {
            StandardOutput.line(EndpointJSON(service).endpoint(endpoint, held: held).encodedText)
        } else {
            StandardOutput.line("\(service.id(of: endpoint)) is \(endpoint.status.rawValue); \(held) messages are held")
        }
    }
}
