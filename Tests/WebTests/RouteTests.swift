import HTTPTypes
import Hummingbird
import Matters
import Testing
import Webhooks

@testable import Web

/// One public route: who may use it, and the answers to a good request, to a malformed one and to one over a limit.
struct RouteCase: Sendable, CustomStringConvertible {
    enum Access: Sendable { case everybody, token, session, staffSession, hookToken }

    /// A request that differs from the good one in one point.
    enum Variation: Sendable {
        case query(String, Int)
        case body(String, Int)
        case id(String, Int)
    }

    var method: HTTPRequest.Method
    var route: String
    var access: Access
    var body: String?
    var status = 200
    /// The status for a viewer who is signed in, but may not use what the route is about; nil where all viewers may.
    var statusForOthers: Int?
    var malformed: Variation?
    var overLimit: Variation?

    var description: String { "\(method) \(route)" }
    var isDeletion: Bool { method == .delete || route.hasSuffix("/delete") }

    init(
        _ method: HTTPRequest.Method, _ route: String, _ access: Access, _ body: String? = nil, status: Int = 200,
        others: Int? = nil, malformed: Variation? = nil, overLimit: Variation? = nil
    ) {
        self.method = method
        self.route = route
        self.access = access
        self.body = body
        self.status = status
        statusForOthers = others
        self.malformed = malformed
        self.overLimit = overLimit
    }
}

@Suite struct `Every public route` {
    @Test func `stands in the table of these tests`() async throws {
        let fixture = try await PortalFixture()
        let routes = try fixture.application.router().routes.map { route in
            "\(route.method) " + PortalFixture.template(route.path.description)
        }
        let listed = RouteCase.all.map(\.description)
        // A live stream has no end to wait for; `LiveRoutesTests` has its cases.
        let others = AssetTable.all.map { "GET " + $0.path } + ["GET /live"]
        // A HEAD route is made for each GET route.
        #expect(Set(routes).filter { !$0.hasPrefix("HEAD") } == Set(listed + others).filter { !$0.hasPrefix("HEAD") })
        #expect(Set(listed).isSubset(of: routes))
    }

    @Test func `answers whoever may use it`() async throws {
        let fixture = try await PortalFixture()
        let samples = try await fixture.addSamples()
        for route in RouteCase.all {
            let answer = try await fixture.request(route, samples, route.body)
            #expect(answer.status == route.status, "\(route)")
        }
    }

    @Test func `refuses a request without token, session or hook token`() async throws {
        let fixture = try await PortalFixture()
        let samples = try await fixture.addSamples()
        for route in RouteCase.all where route.access != .everybody {
            let path = samples.path(of: route.route, id: route.access == .hookToken ? "wrong" : nil)
            let answer = try await fixture.send(route.method, path, [:], route.body)
            let status =
                switch route.access {
                case .everybody: route.status
                case .token: 401
                case .session, .staffSession: 303
                case .hookToken: 404
                }
            #expect(answer.status == status, "\(route)")
        }
    }

    @Test func `refuses a viewer who may not use it as if there were nothing`() async throws {
        let fixture = try await PortalFixture()
        let samples = try await fixture.addSamples()
        for route in RouteCase.all {
            guard let status = route.statusForOthers else { continue }
            let answer = try await fixture.request(route, samples.path(of: route.route), route.body, by: .other)
            #expect(answer.status == status, "\(route)")
            let missing = samples.path(of: route.route, id: "missing")
            let none = try await fixture.request(route, missing, route.body, by: .other)
            #expect(answer.text == none.text, "\(route)")
        }
    }

    @Test func `refuses a change that another site's page makes the browser send`() async throws {
        let fixture = try await PortalFixture()
        let samples = try await fixture.addSamples()
        for route in RouteCase.all where route.access == .staffSession && route.method == .post {
            let answer = try await fixture.visit(
                .staff, .post, samples.path(of: route.route), form: route.body ?? "", site: "cross-site")
            #expect(answer.status == 403, "\(route)")
        }
    }

    @Test func `refuses a malformed request`() async throws {
        try await expect(\.malformed)
    }

    @Test func `refuses a request over a limit`() async throws {
        try await expect(\.overLimit)
    }

    private func expect(_ variation: KeyPath<RouteCase, RouteCase.Variation?>) async throws {
        let fixture = try await PortalFixture()
        let samples = try await fixture.addSamples()
        for route in RouteCase.all {
            let path = samples.path(of: route.route)
            let expected: Int
            let answer: PortalFixture.Answer
            switch route[keyPath: variation] {
            case nil: continue
            case .query(let query, let status):
                expected = status
                answer = try await fixture.request(route, path + "?" + query, route.body)
            case .body(let body, let status):
                expected = status
                answer = try await fixture.request(route, path, body)
            case .id(let id, let status):
                expected = status
                answer = try await fixture.request(route, samples.path(of: route.route, id: id), route.body)
            }
            #expect(answer.status == expected, "\(route)")
        }
    }
}

extension PortalFixture {
    /// A request to the samples; one that deletes an endpoint gets an endpoint of its own.
    func request(_ route: RouteCase, _ samples: PortalSamples, _ body: String?) async throws -> Answer {
        var samples = samples
        if route.isDeletion { samples.endpoint = try #require(try await endpoint()["id"]?.string) }
        return try await request(route, samples.path(of: route.route), body)
    }

    /// By a viewer of the kind that the route is for.
    func request(
        _ route: RouteCase, _ path: String, _ body: String?, by caller: Caller = .staff
    ) async throws -> Answer {
        switch route.access {
        case .everybody, .hookToken: try await send(route.method, path, [:], body)
        case .token: try await call(caller, route.method, path, body)
        case .session, .staffSession: try await visit(caller, route.method, path, form: body)
        }
    }

    /// `/api/v1/matters/{id}` for the router's `:id` or `{id}`.
    static func template(_ path: String) -> String {
        let parts = path.split(separator: "/").map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : String($0) }
        return "/" + parts.joined(separator: "/")
    }
}
