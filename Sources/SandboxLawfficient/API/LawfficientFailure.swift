import SandboxKit
import Webhooks

/// An error response in the vendor's shape. Clients branch on the code.
struct LawfficientFailure: Error, Equatable {
    let status: Int
    let code: String
    let message: String
    private(set) var retryAfterSeconds: Int64?

    private init(_ status: Int, _ code: String, _ message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    static let missingKey = Self(401, "missing_key", "Send the API key in the header Authorization: Bearer lak_….")
    static let invalidKey = Self(401, "invalid_key", "The API key is not known.")
    static let keyDisabled = Self(403, "key_disabled", "The API key has been disabled.")
    static func insufficientScope(_ scope: APIScope) -> Self {
        Self(403, "insufficient_scope", "The API key does not grant \(scope.rawValue).")
    }
    static func rateLimited(retryAfter seconds: Int64? = nil) -> Self {
        var failure = Self(429, "rate_limited", "Rate limit exceeded.")
        failure.retryAfterSeconds = seconds
        return failure
    }
    static let notFound = Self(404, "not_found", "There is no such resource.")
    static let noLead = Self(404, "not_found", "Lead not found.")
    static let noConsultation = Self(404, "not_found", "Consultation not found.")
    static let methodNotAllowed = Self(405, "method_not_allowed", "The resource does not support this method.")
    static let invalidCursor = Self(400, "invalid_cursor", "The cursor is invalid: send a next_cursor unchanged.")
    static func invalidJSON(_ message: String) -> Self { Self(400, "invalid_json", message) }
    static let tooLarge = Self(
        413, "payload_too_large", "The body is larger than \(LawfficientLimits.bodyBytesMax) bytes.")
    static func invalid(_ message: String) -> Self { Self(422, "invalid_request", message) }
    static let outsideOfficeHours = Self(
        422, "outside_office_hours", "That time is outside the attorney's office hours.")
    static let attorneyUnavailable = Self(422, "attorney_unavailable", "The attorney is unavailable on that date.")
    static let slotUnavailable = Self(409, "slot_unavailable", "That time slot is already booked.")
    static let noOpenStage = Self(409, "no_open_stage", "No open pipeline stage is configured.")
    static let internalError = Self(500, "internal_error", "An unexpected error occurred.")
    static let unavailable = Self(503, "unavailable", "The interface is temporarily unavailable.")

    var body: JSONValue {
        ["error": ["code": .string(code), "message": .string(message), "details": nil]]
    }
}

extension LawfficientFailure: PageError {
    /// The pages show every failure but a missing resource at the form.
    var pageFailure: RequestFailure? { status == 404 ? .notFound(message) : .badRequest(message) }
}

/// The limits of the API.
enum LawfficientLimits {
    static let bodyBytesMax = 65_536
    static let nameCharactersMax = 100
    static let sourceCharactersMax = 100
    static let emailCharactersMax = 254
    static let phoneCharactersMax = 40
    static let typeCharactersMax = 200
    static let searchCharactersMax = 200
    static let idempotencyKeyCharactersMax = 255
    static let versionCharactersMax = 32
}
