import HTTPTypes
import Hummingbird
import Matters
import Records
import Testing
import Webhooks

@testable import Web

@Suite struct `The description of the API` {
    private static let document = (try? JSONReader.parse(AssetTable.openAPI)) ?? .null
    private static let methods: [String: HTTPRequest.Method] = [
        "get": .get, "post": .post, "patch": .patch, "delete": .delete, "head": .head,
    ]

    private struct Operation {
        var method: HTTPRequest.Method
        /// Such as `/api/v1/matters/{id}`.
        var route: String
        var content: JSONValue
    }

    private static var operations: [Operation] {
        (document["paths"]?.members?.entries ?? []).flatMap { path, item in
            let server = item["servers"]?[0]?["url"]?.string ?? document["servers"]?[0]?["url"]?.string ?? ""
            let route = (server == "/" ? "" : server) + path
            return (item.members?.entries ?? []).compactMap { name, content in
                methods[name].map { Operation(method: $0, route: route, content: content) }
            }
        }
    }

    private static func schema(_ name: String) -> JSONValue {
        OpenAPISchema(document: document).resolved(document["components"]?["schemas"]?[name] ?? .null)
    }

    private static func names(_ list: JSONValue?) -> Set<String> { Set(list?.array?.compactMap(\.string) ?? []) }

    @Test func `every route for systems stands in it, and nothing else`() async throws {
        let fixture = try await PortalFixture()
        let prefixes = ["/api/v1/", "/live", "/health/", "/openapi.json"]
        let routes = try fixture.application.router().routes
            .map { (method: $0.method, path: PortalFixture.template($0.path.description)) }
            .filter { route in prefixes.contains { route.path.hasPrefix($0) } }
            .map { "\($0.method) \($0.path)" }
        let described = Self.operations.map { "\($0.method) \($0.route)" }
        // A HEAD route is made for each GET route.
        #expect(Set(routes).filter { !$0.hasPrefix("HEAD") } == Set(described).filter { !$0.hasPrefix("HEAD") })
        #expect(Set(described).isSubset(of: routes))
    }

    @Test func `everybody may read it, and everything that it refers to is there`() async throws {
        let fixture = try await PortalFixture()
        let answer = try await fixture.call(nil, .get, "/openapi.json")
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
        let kinds = Self.schema("Change")["properties"]?["kind"]?["enum"]
        #expect(Self.names(kinds) == Set(Change.Kind.allCases.map(\.rawValue)))
        let events = Set(StandardEvent.allCases.map(\.rawValue))
        let chosen = Self.schema("WebhookRequest")["properties"]?["events"]?["items"]?["enum"]
        #expect(Self.names(chosen) == events.union(["*"]))
        #expect(Self.names(Self.schema("Message")["properties"]?["type"]?["enum"]) == events)
        #expect(Set((Self.document["webhooks"]?.members?.entries ?? []).map(\.name)) == events)
    }

    @Test func `the answer of each call has the members and types that it describes`() async throws {
        let fixture = try await PortalFixture()
        let samples = try await fixture.addSamples()
        let schema = OpenAPISchema(document: Self.document)
        for route in RouteCase.all {
            guard let operation = Self.operations.first(where: { $0.method == route.method && $0.route == route.route })
            else { continue }
            let answer = try await fixture.request(route, samples, route.body)
            let response = schema.resolved(operation.content["responses"]?[String(answer.status)] ?? .null)
            #expect(!response.isNull, "\(route): \(answer.status) is not described")
            let content = response["content"]?.members?.entries.first { $0.name.hasSuffix("json") }?.value
            guard let described = content?["schema"] else { continue }
            #expect(schema.faults(in: answer.json, under: described) == [], "\(route)")
        }
    }

    @Test(arguments: [
        (#"{"id": "a", "reference": "b", "name": "c"}"#, []),
        (#"{"id": "a", "reference": 1, "name": "c"}"#, ["$.reference is integer, not string"]),
        (#"{"id": "a", "name": "c"}"#, ["$.reference is missing"]),
        (#"{"id": "a", "reference": "b", "name": "c", "more": true}"#, ["$.more is not described"]),
    ])
    func `a member that is missing, undescribed or of another type is found`(text: String, faults: [String]) throws {
        let schema = OpenAPISchema(document: Self.document)
        let json = try JSONReader.parse(text)
        #expect(schema.faults(in: json, under: Self.schema("RelatedMatter")) == faults)
    }
}
