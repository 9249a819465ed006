import HTTPTypes
import Hummingbird
import NIOCore
import SandboxKit
import Webhooks

/// A request to the API, and the user whose token it carries.
struct LawVuCall: Sendable {
    let request: Request
    let user: LawVuUser
    let world: LawVuWorld
    /// The segments of the path below `/lawvu`.
    let path: [String]
    /// The path parameters: the id of the resource, then that of its part.
    let ids: [Int64]

    var id: Int64 { ids[0] }
    var partID: Int64 { ids[1] }

    var parameters: [(name: String, value: String)] { FormText.parse(request.uri.query ?? "", plusIsSpace: true) }

    func query<Result: Sendable>(_ body: @Sendable @escaping (LawVuQuery) throws -> Result) async throws -> Result {
        try await world.query(as: user, body)
    }

    func change<Result: Sendable>(_ body: @Sendable @escaping (LawVuChange) throws -> Result) async throws -> Result {
        try await world.change(by: user, body)
    }

    /// - Throws: `LawVuProblem` when the media type is not JSON, the body is over the limit or is not valid JSON.
    func json() async throws -> JSONValue {
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.trimmed.lowercased() ?? ""
        guard type == "application/json" || type == "text/json" || type.hasSuffix("+json") else {
            throw LawVuProblem.unsupportedMediaType("Send Content-Type: application/json")
        }
        do {
            let bytes = try await Array(buffer: request.body.collect(upTo: LawVuLimits.bodyBytesMax))
            return try JSONReader.parse(bytes)
        } catch is NIOTooManyBytesError {
            throw LawVuProblem.tooLarge
        } catch { throw LawVuProblem.invalid("Body", "Send valid JSON.") }
    }
}

/// One route of the API. A segment of its pattern that begins with a colon is a path parameter, the id of a resource or
/// part; `*` stands for any text.
struct LawVuRoute: Sendable {
    typealias Handler = @Sendable (LawVuCall) async throws -> Response
    let method: HTTPRequest.Method
    private let pattern: [Substring]
    let handle: Handler

    init(_ method: HTTPRequest.Method, _ pattern: String, _ handle: @escaping Handler) {
        self.method = method
        self.pattern = pattern.split(separator: "/")
        self.handle = handle
    }

    func matches(_ path: [String]) -> Bool {
        path.count == pattern.count && zip(path, pattern).allSatisfy { $0 == $1 || $1.hasPrefix(":") || $1 == "*" }
    }

    /// The path parameters.
    /// - Throws: `LawVuProblem.notFound` when one is not a number.
    func ids(in path: [String]) throws -> [Int64] {
        try zip(path, pattern).filter { $1.hasPrefix(":") }.map { segment, _ in
            guard let id = Int64(segment) else { throw LawVuProblem.notFound }
            return id
        }
    }
}
