import SandboxKit
import Webhooks

/// A problem document (RFC 9457) with the members that LawVu adds.
struct LawVuProblem: Error, Equatable {
    let status: Int
    let title: String
    let detail: String
    /// By field: what is wrong with it and what to send instead.
    var errors: [String: [String]] = [:]

    static func invalid(_ errors: [String: [String]]) -> LawVuProblem {
        LawVuProblem(
            status: 400, title: "Invalid request", detail: "The request was invalid and could not be processed",
            errors: errors)
    }
    static func invalid(_ field: String, _ hint: String) -> LawVuProblem { invalid([field: [hint]]) }
    static func conflict(_ field: String, _ reason: String) -> LawVuProblem {
        LawVuProblem(
            status: 409, title: "Conflict", detail: "The request could not be processed due to a conflict",
            errors: [field: [reason]])
    }
    static func unsupportedMediaType(_ hint: String) -> LawVuProblem {
        LawVuProblem(status: 415, title: "Unsupported media type", detail: hint)
    }
    static let unauthorized = LawVuProblem(
        status: 401, title: "Unauthorized",
        detail: "The access token is missing, unknown or expired: send Authorization: Bearer with a valid one")
    static let notFound = LawVuProblem(
        status: 404, title: "Resource not found", detail: "The requested resource could not be found")
    static let methodNotAllowed = LawVuProblem(
        status: 405, title: "Method not allowed", detail: "This resource does not support the method")
    static let tooLarge = LawVuProblem(
        status: 413, title: "Content too large", detail: "The body is larger than \(LawVuLimits.bodyBytesMax) bytes")
    static let failed = LawVuProblem(
        status: 500, title: "Internal error", detail: "The sandbox failed to process the request")

    /// - Parameter operationID: correlation id of the request.
    func json(instance: String, operationID: String) -> JSONValue {
        let name = title.lowercased().replacing(" ", with: "_")
        var members: JSONValue.Members = [
            "type": .string("https://api-docs.lawvu.com/errors/" + name), "title": .string(title),
            "status": .integer(Int64(status)), "detail": .string(detail), "instance": .string(instance),
            "operationId": .string(operationID),
        ]
        if !errors.isEmpty {
            members["errors"] = .object(
                .init(errors.sorted { $0.key < $1.key }.map { ($0.key, .array($0.value.map { .string($0) })) }))
        }
        return .object(members)
    }
}

extension LawVuProblem {
    /// The problem document of a failure in the shared parts: uploads and injected faults.
    init(_ failure: RequestFailure) {
        switch failure.status {
        case 400: self = .invalid("File", failure.detail)
        case 404: self = .notFound
        default: self.init(status: failure.status, title: failure.title, detail: failure.detail)
        }
    }
}

/// The limits of the API: the vendor's where published, otherwise the sandbox's own.
enum LawVuLimits {
    static let bodyBytesMax = 1 << 20
    static let fileBytesMax = 50 * 1_024 * 1_024
    static let topDefault = 30
    static let takeDefault = 50
    static let setUpTopDefault = 25
    static let topMax = 200
    static let nameCharactersMax = 255
    static let textCharactersMax = 4_000
    static let filterCharactersMax = 2_000
    static let fieldsMax = 100
}
