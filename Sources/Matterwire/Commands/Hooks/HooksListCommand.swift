import ArgumentParser
import Delivery
import Records
import Webhooks

struct HooksListCommand: HookCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Show the webhooks.")
    static let pageSize = 500

    @OptionGroup var options: HookOptions

    func run(_ service: EndpointService) async throws {
        var all: [Subscription] = []
        var after: String?
        repeat {
            let page = try await service.list(after: after, limit: Self.pageSize)
            all += page.entries
            after = page.next
        } while after != nil
        let list = all.map { EndpointJSON(service).endpoint($0).adding("owner", .string($0.owner)) }
        let rows = all.map { endpoint in
            [
                service.id(of: endpoint), endpoint.status.rawValue, endpoint.owner, endpoint.targetURL,
                endpoint.events.joined(separator: ","),
            ]
        }
        options.show(["webhooks": .array(list)], rows: rows)
    }
}

struct HooksAttemptsCommand: HookCommand {
    static let configuration = CommandConfiguration(
        commandName: "attempts", abstract: "Show what was sent to a webhook, and how it was answered; newest first.")

    @OptionGroup var options: HookOptions
    @Option(help: "How many messages, 1 to 1000.") var limit: Int = 50
    @Argument(help: "The webhook's id.") var id: String

    func check() throws { try CommandFailure.require(limit, in: 1...1_000, of: "--limit") }

    func run(_ service: EndpointService) async throws {
        let found = try await service.deliveries(of: id, after: nil, limit: limit)
        let deliveries = found.page.entries.map { EndpointJSON(service).delivery($0, of: found.endpoint) }
        options.show(["deliveries": .array(deliveries)], rows: deliveries.map(Self.columns))
    }

    private static func columns(_ delivery: JSONValue) -> [String] {
        let attempts = (delivery["attempts"]?.array ?? []).map { attempt in
            let outcome = attempt["status"]?.scalarText ?? attempt["failure"]?.string ?? ""
            return "\(outcome) in \(attempt["milliseconds"]?.scalarText ?? "") ms"
        }
        return ["created_at", "id", "event", "resource_id", "state"].map { delivery[$0]?.string ?? "" } + attempts
    }
}
