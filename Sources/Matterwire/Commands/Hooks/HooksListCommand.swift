import ArgumentParser
import Delivery
import Records
import Webhooks

struct HooksListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Show the webhooks.")
    static let pageSize = 500

    @OptionGroup var options: HookOptions

    func run() async throws {
        try await options.withEndpointService { service in
            var all: [Subscription] = []
            var after: String?
            repeat {
                let page = try await service.list(after: after, limit: Self.pageSize)
                all += page.entries
                after = page.next
            } while after != nil
            show(all, service)
        }
    }

    private func show(_ subscriptions: [Subscription], _ service: EndpointService) {
        if options.json {
            let list = subscriptions.map { EndpointJSON(service).endpoint($0).adding("owner", .string($0.owner)) }
            return StandardOutput.line((["webhooks": .array(list)] as JSONValue).encodedText)
        }
        for endpoint in subscriptions {
            let columns = [
                service.id(of: endpoint), endpoint.status.rawValue, endpoint.owner, endpoint.targetURL,
                endpoint.events.joined(separator: ","),
            ]
            StandardOutput.line(columns.joined(separator: "  "))
        }
    }
}

extension JSONValue {
    /// The object with one more member.
    func adding(_ name: String, _ value: JSONValue) -> JSONValue {
        .object(Members((members?.entries ?? []) + [(name, value)]))
    }
}

struct HooksAttemptsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attempts", abstract: "Show what was sent to a webhook, and how it was answered; newest first.")
    static let limits = 1...1_000

    @OptionGroup var options: HookOptions
    @Option(help: "How many messages, 1 to 1000.") var limit: Int = 50
    @Argument(help: "The webhook's id.") var id: String

    func run() async throws {
        guard Self.limits.contains(limit) else {
            throw CommandFailure.couldNotRun("--limit is a number from 1 to \(Self.limits.upperBound)")
        }
        try await options.withEndpointService { service in
            let found = try await service.deliveries(of: id, after: nil, limit: limit)
            let deliveries = found.page.entries.map { EndpointJSON(service).delivery($0, of: found.endpoint) }
            if options.json {
                return StandardOutput.line((["deliveries": .array(deliveries)] as JSONValue).encodedText)
            }
            for delivery in deliveries { StandardOutput.line(Self.line(delivery)) }
        }
    }

    private static func line(_ delivery: JSONValue) -> String {
        let attempts = (delivery["attempts"]?.array ?? []).map { attempt in
            let outcome = attempt["status"]?.scalarText ?? attempt["failure"]?.string ?? ""
            return "\(outcome) in \(attempt["milliseconds"]?.scalarText ?? "") ms"
        }
        let columns = ["created_at", "id", "event", "resource_id", "state"].map { delivery[$0]?.string ?? "" }
        return (columns + attempts).joined(separator: "  ")
    }
}
