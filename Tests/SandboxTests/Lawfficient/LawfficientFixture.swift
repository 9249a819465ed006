import HTTPTypes
import HummingbirdTesting
import Matters
import Storage
import StorageSQLite
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

/// A sandbox with helpers for calls of the Lawfficient API. The time is Sunday evening, 3 May 2026, in New York.
struct LawfficientFixture: Sendable {
    let fixture: Fixture
    let key: APIKey
    var store: any Store { fixture.store }
    var intake: Intake { fixture.sandbox.lawfficient.intake }

    init(matters: Int = 12) async throws {
        fixture = try await Fixture(matters: matters)
        key = try #require(try await fixture.store.read { try APIKeys.list(in: $0).first })
    }

    /// The same firm at another time.
    func intake(at moment: Instant) -> Intake {
        let now = intake.environment
        return Intake(
            environment: SandboxEnvironment(
                store: store, settings: now.settings, clock: { moment }, scheduleClock: { moment },
                outbox: now.outbox, sealer: now.sealer, random: now.random, pauses: now.pauses, logger: now.logger))
    }

    func call(
        _ method: HTTPRequest.Method = .get, _ path: String, _ body: String? = nil, key secret: String? = nil,
        headers extra: HTTPFields = [:]
    ) async throws -> Fixture.Answer {
        var headers = extra
        if headers[.authorization] == nil { headers[.authorization] = "Bearer " + (secret ?? key.secret) }
        return try await fixture.call(
            method, LawfficientController.path + "/" + path, body, type: "application/json", headers: headers)
    }

    func code(
        _ method: HTTPRequest.Method = .get, _ path: String, _ body: String? = nil, key secret: String? = nil
    ) async throws -> String? {
        try await call(method, path, body, key: secret).json["error"]?["code"]?.string
    }

    /// Sends the request with an idempotency key.
    func sendOnce(_ key: String, _ path: String, _ body: String) async throws -> Fixture.Answer {
        let name = try #require(HTTPField.Name("Idempotency-Key"))
        return try await call(.post, path, body, headers: [name: key])
    }

    static func lead(_ firstName: String = "Ada", more: String = "") -> String {
        """
        {"first_name": "\(firstName)", "last_name": "Lovelace", "email": "Ada@Example.com", "source": "zapier"\(more)}
        """
    }

    func makeLead(_ firstName: String = "Ada", more: String = "") async throws -> JSONValue {
        let answer = try await call(.post, "leads", Self.lead(firstName, more: more))
        try #require(answer.status == 201, "\(answer.text)")
        return answer.json
    }

    func attorneys() async throws -> [String] {
        let list = try await call(.get, "attorneys").json["data"]?.array ?? []
        return list.compactMap { $0["id"]?.string }
    }

    /// - Parameter at: a moment such as `2026-07-02T15:00:00Z`.
    func booking(
        of leadID: String, with attorney: String, at start: String = "2026-07-02T15:00:00.000Z", minutes: Int = 30,
        more: String = ""
    ) -> String {
        """
        {"lead_id": "\(leadID)", "attorney_id": "\(attorney)", "type": "Initial consultation",
         "start_at": "\(start)", "duration_min": \(minutes)\(more)}
        """
    }

    /// A consultation of a new lead with the first attorney.
    func book(at start: String = "2026-07-02T15:00:00.000Z") async throws -> JSONValue {
        let lead = try #require(try await makeLead()["id"]?.string)
        let answer = try await call(
            .post, "consultations", booking(of: lead, with: try await attorneys()[0], at: start))
        try #require(answer.status == 201, "\(answer.text)")
        return answer.json
    }
}
