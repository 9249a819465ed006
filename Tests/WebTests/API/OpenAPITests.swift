import HTTPTypes
import Hummingbird
import Testing
import Webhooks

@testable import Web

enum HTTPMethods {
    static let named: [String: HTTPRequest.Method] = [
        "get": .get, "post": .post, "patch": .patch, "delete": .delete, "head": .head,
    ]
}

@Suite struct `The description of the API` {
    @Test func `every route of the API stands in it, and nothing else`() async throws {
        let bench = try await APIBench()
        let routes = try bench.application.router().routes
            .filter { $0.path.description.hasPrefix("/api/v1/") }
            .map { "\($0.method) " + Self.template($0.path.description) }
        let described = OpenAPIDocument.operations.map { "\($0.method) /api/v1/\($0.path)" }
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

    @Test func `it is answered to everybody, and every schema that it names is there`() async throws {
        let bench = try await APIBench()
        let answer = try await bench.call(nil, .get, "/openapi.json")
        #expect(answer.status == 200 && answer.json["openapi"] == "3.1.0")
        let named = answer.text.matches(of: /#\/components\/schemas\/([A-Za-z]+)/).map { String($0.output.1) }
        let known = answer.json["components"]?["schemas"]?.members?.entries.map(\.name) ?? []
        #expect(!named.isEmpty && Set(named).isSubset(of: known))
    }

    @Test func `an answer has what the description requires of it`() async throws {
        let bench = try await APIBench()
        let required = { (schema: String) in
            OpenAPIDocument.json["components"]?["schemas"]?[schema]?["required"]?.array?.compactMap(\.string) ?? []
        }
        let made = try await bench.endpoint()
        #expect(Set(required("NewWebhook")).isSubset(of: made.members?.entries.map(\.name) ?? []))
        try await bench.publish()
        let id = try #require(made["id"]?.string)
        let log = try await bench.call(.get, "/api/v1/webhooks/\(id)/deliveries")
        let delivery = try #require(log.json["deliveries"]?[0]?.members)
        #expect(Set(required("Delivery")) == Set(delivery.entries.map(\.name)))
    }
}
