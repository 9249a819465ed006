import Webhooks

/// An error response in the vendor's shape. Clients branch on the code.
struct LawfficientFailure: Error, Equatable {
    let status: Int
    let code: String
    let message: String

    static let missingKey = Self(
        status: 401, code: "missing_key", message: "Send the API key in the header Authorization: Bearer lak_….")
    static let invalidKey = Self(status: 401, code: "invalid_key", message: "The API key is not known.")
    static let keyDisabled = Self(status: 403, code: "key_disabled", message: "The API key has been disabled.")
    static func insufficientScope(_ scope: APIScope) -> Self {
        .init(
            status: 403, code: "insufficient_scope", message: "The API key does not grant \(scope.rawValue).")
    }
    static let rateLimited = Self(status: 429, code: "rate_limited", message: "Rate limit exceeded.")
    static let notFound = Self(status: 404, code: "not_found", message: "There is no such resource.")
    static let noLead = Self(status: 404, code: "not_found", message: "Lead not found.")
    static let noConsultation = Self(status: 404, code: "not_found", message: "Consultation not found.")
    static let methodNotAllowed = Self(
        status: 405, code: "method_not_allowed", message: "The resource does not support this method.")
    static let invalidCursor = Self(
        status: 400, code: "invalid_cursor", message: "The cursor is invalid: send a next_cursor unchanged.")
    static func invalidJSON(_ message: String) -> Self { .init(status: 400, code: "invalid_json", message: message) }
    static let tooLarge = Self(
        status: 413, code: "payload_too_large",
        message: "The body is larger than \(LawfficientLimits.bodyBytesMax) bytes.")
    static func invalid(_ message: String) -> Self { .init(status: 422, code: "invalid_request", message: message) }
    static let outsideOfficeHours = Self(
        status: 422, code: "outside_office_hours", message: "That time is outside the attorney's office hours.")
    static let attorneyUnavailable = Self(
        status: 422, code: "attorney_unavailable", message: "The attorney is unavailable on that date.")
    static let slotUnavailable = Self(
        status: 409, code: "slot_unavailable", message: "That time slot is already booked.")
    static let noOpenStage = Self(
        status: 409, code: "no_open_stage", message: "No open pipeline stage is configured.")
    static let internalError = Self(status: 500, code: "internal_error", message: "An unexpected error occurred.")
    static let unavailable = Self(
        status: 503, code: "unavailable", message: "The interface is temporarily unavailable.")

    var body: JSONValue {
        ["error": ["code": .string(code), "message": .string(message), "details": nil]]
    }
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
