import HTTPTypes
import Hummingbird
import Matters
import Records
import Testing
import Webhooks

@testable import Web

enum HTTPMethods {
    static let named: [String: HTTPRequest.Method] = [
        "get": .get, "post": .post, "patch": .patch, "delete": .delete, "head": .head,
    ]
}

@Suite struct `The description of the API` {
    private static let document = (try? JSONReader.parse(OpenAPIRoutes.document)) ?? .null

    private static func schema(_ name: String) -> JSONValue {
        document["components"]?["schemas"]?[name] ?? .null
    }

    private static func names(_ list: JSONValue?) -> Set<String> { Set(list?.array?.compactMap(\.string) ?? []) }

    @Test func `every route of the API stands in it, and nothing else`() async throws {
        let bench = try await APIBench()
        let routes = try bench.application.router().routes
            .filter { $0.path.description.hasPrefix("/api/v1/") }
            .map { "\($0.method) " + Self.template($0.path.description) }
        let described = (Self.document["paths"]?.members?.entries ?? []).flatMap { path, operations in
            (operations.members?.entries ?? []).compactMap { HTTPMethods.named[$0.name] }
                .map { "\($0) /api/v1\(path)" }
        }
        // A HEAD is made for each GET.
        #expect(Set(routes).filter { !$0.hasPrefix("HEAD") } == Set(described).filter { !$0.hasPrefix("HEAD") })
        #expect(Set(described).isSubset(of: routes))
    }

    /// `:id` or `{id}`, as the router has it, as `{id}`.
    private static func template(_ path: String) -> String {
        path.split(separator: "/").map { part in
            part.hasPrefix(":") ? "/{\(part.dropFirst())}" : "/\(part)"
        }.joined()
    }

    @Test func `it is answered to everybody, and everything that it refers to is there`() async throws {
        let bench = try await APIBench()
        let answer = try await bench.call(nil, .get, "/openapi.json")
        #expect(answer.status == 200 && answer.json["openapi"] == "3.1.0")
        let references = answer.text.matches(of: /#\/components\/([A-Za-z]+)\/([A-Za-z]+)/)
        #expect(!references.isEmpty)
        for reference in references {
            let (kind, name) = (String(reference.output.1), String(reference.output.2))
            #expect(answer.json["components"]?[kind]?[name] != nil, "\(kind)/\(name)")
        }
    }

    @Test func `it names every status, kind and event that there is`() {
        let statuses = Self.schema("MatterSummary")["properties"]?["status"]?["enum"]
        #expect(Self.names(statuses) == Set(ScopedMatter.Status.allCases.map(\.rawValue)))
        #expect(
            Self.names(Self.schema("Change")["properties"]?["kind"]?["enum"])
                == Set(Change.Kind.allCases.map(\.rawValue)))
        let events = Set(StandardEvent.allCases.map(\.rawValue))
        let chosen = Self.schema("WebhookRequest")["properties"]?["events"]?["items"]?["enum"]
        #expect(Self.names(chosen) == events.union(["*"]))
        #expect(Self.names(Self.schema("Message")["properties"]?["type"]?["enum"]) == events)
        #expect(Set((Self.document["webhooks"]?.members?.entries ?? []).map(\.name)) == events)
    }

    @Test func `an answer has what the description requires of it`() async throws {
        let bench = try await APIBench()
        let made = try await bench.endpoint()
        let required = Self.names(Self.schema("NewWebhook")["required"])
        #expect(!required.isEmpty && required.isSubset(of: made.members?.entries.map(\.name) ?? []))
        try await bench.publish()
        let id = try #require(made["id"]?.string)
        let log = try await bench.call(.get, "/api/v1/webhooks/\(id)/deliveries")
        let delivery = try #require(log.json["deliveries"]?[0]?.members)
        #expect(Self.names(Self.schema("Delivery")["required"]) == Set(delivery.entries.map(\.name)))
    }
}
