import ArgumentParser
import Delivery
import Records
import Webhooks

struct HooksDisableCommand: HookCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Send nothing to a webhook until it is enabled.")

    @OptionGroup var options: HookOptions
    @Argument(help: "The webhook's id.") var id: String

    func run(_ service: EndpointService) async throws {
        try await options.show(service.disable(id), service)
    }
}

struct HooksEnableCommand: HookCommand {
    static let configuration = CommandConfiguration(commandName: "enable", abstract: "Send to a webhook again.")

    @OptionGroup var options: HookOptions
    @Flag(help: "First what was held while it was off.") var catchUp = false
    @Argument(help: "The webhook's id.") var id: String

    func run(_ service: EndpointService) async throws {
        try service.requireResending(toAllow: "enable", instead: "delete it and make it anew")
        try await options.show(service.enable(id, catchesUp: catchUp), service)
    }
}

struct HooksDeleteCommand: HookCommand {
    static let configuration = CommandConfiguration(commandName: "delete", abstract: "End a webhook for good.")

    @OptionGroup var options: HookOptions
    @Argument(help: "The webhook's id.") var id: String

    func run(_ service: EndpointService) async throws {
        try await service.delete(id)
        options.show(["id": .string(id)], rows: [])
    }
}

struct HooksRotateCommand: HookCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Make a new secret for a webhook, shown once; the old one signs along for a while.")

    @OptionGroup var options: HookOptions
    @Option(help: "Hours for which the old secret is still good, 0 to 72.") var overlapHours: Int = 24
    @Argument(help: "The webhook's id.") var id: String

    func check() throws { try CommandFailure.require(overlapHours, in: 0...72, of: "--overlap-hours") }

    func run(_ service: EndpointService) async throws {
        try service.requireResending(toAllow: "rotate the secret of", instead: "delete it and make it anew")
        let secret = try await service.rotate(id, overlap: .seconds(overlapHours * 3_600)).secret
        options.show(["id": .string(id), "secret": .string(secret)], secret)
    }
}

extension HookOptions {
    fileprivate func show(_ endpoint: Subscription, _ service: EndpointService) async throws {
        let held = try await service.held(for: endpoint)
        show(
            EndpointJSON(service).endpoint(endpoint, held: held),
            "\(service.id(of: endpoint)) is \(endpoint.status.rawValue); \(held) messages are held")
    }
}
