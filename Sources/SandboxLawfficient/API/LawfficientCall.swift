import HTTPTypes
import Hummingbird
import SandboxKit
import Storage
import Webhooks

/// An authorized request to the API. Every operation throws a `LawfficientFailure` in the vendor's shape.
struct LawfficientCall: Sendable {
    let request: Request
    let parameters: [String: String]
    /// The id in the path; empty when the path has none.
    let id: String
    /// The API key of the request.
    let keyID: String
    let intake: Intake

    /// All attorneys: the list is short and has one page.
    func attorneys() async throws -> JSONValue {
        let isBookableOnly = parameters["has_office_hours"] == "true"
        let staff = try await intake.store.read { try Office.staff(in: $0) }
        let shown = staff.filter { $0.isSchedulable && ($0.hasOfficeHours || !isBookableOnly) }
        return ["data": .array(shown.map(\.json)), "next_cursor": nil]
    }

    func body() async throws -> BodyReader {
        let bytes = try await request.bytes(upTo: LawfficientLimits.bodyBytesMax, orThrow: LawfficientFailure.tooLarge)
        guard let json = try? JSONReader.parse(bytes) else {
            throw LawfficientFailure.invalidJSON("The body is not valid JSON.")
        }
        guard json.members != nil else { throw LawfficientFailure.invalidJSON("The body must be a JSON object.") }
        return BodyReader(body: json)
    }

    /// Performs a change once for each idempotency key.
    func once(
        _ operation: String, _ body: BodyReader, _ perform: @Sendable @escaping (IntakeChange) throws -> JSONValue
    ) async throws -> JSONValue {
        let key = HTTPField.Name("Idempotency-Key").flatMap { request.headers[$0] }
        let identified = try IdempotentRequest(key, of: keyID, operation, body.body)
        return try await intake.change { change in try change.idempotent(identified) { try perform(change) } }
    }
}
