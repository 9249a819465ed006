import ArgumentParser
import Delivery
import Records
import Webhooks

struct HooksCreateCommand: HookCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a webhook. Its secret is shown once.")

    @OptionGroup var options: HookOptions
    @Option(help: "Where its messages go.") var url: String
    @Option(help: "Which events, such as 'matter.created,note.published', or '*' for all.") var events: String
    @Option(help: "What it is for, in your words.") var description: String?
    @Option(help: "Never more messages than this in one second.") var messagesPerSecond: Int?

    func run(_ service: EndpointService) async throws {
        var ids: [String] = []
        var secret: String?
        for request in try requests(for: service.contract) {
            let made = try await service.create(request)
            ids.append(service.id(of: made.endpoint))
            secret = secret ?? made.secret
        }
        var output: JSONValue.Members = ["id": JSONValue(ids.first), "secret": JSONValue(secret)]
        if ids.count > 1 { output["ids"] = .array(ids.map { .string($0) }) }
        options.show(.object(output), (ids + [secret].compactMap(\.self)).joined(separator: "\n"))
    }

    /// A hook of ActionStep has one event. All requests are validated before the first hook is created.
    private func requests(for contract: WebhookContract) throws -> [JSONValue] {
        let names = events.split(separator: ",").map { $0.trimmingPrefix { $0 == " " } }.map(String.init)
        guard contract == .actionstep else { return [request(names)] }
        let known = ActionStepEvent.allCases.map(\.rawValue)
        guard names == ["*"] || (!names.isEmpty && names.allSatisfy(known.contains)) else {
            throw CommandFailure.couldNotRun("--events is '*' or some of \(known.joined(separator: ", "))")
        }
        return (names == ["*"] ? known : names).map { request([$0]) }
    }

    private func request(_ names: [String]) -> JSONValue {
        [
            "url": .string(url), "events": .array(names.map { .string($0) }), "description": JSONValue(description),
            "messages_per_second": messagesPerSecond.map { .integer(Int64($0)) } ?? .null,
        ]
    }
}
