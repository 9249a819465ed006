import HTTPTypes
import Hummingbird
import Matters
import NIOCore
import SandboxKit
import Webhooks

/// A request to the API, and the user whose token it carries.
struct LawVuCall: Sendable {
    let request: Request
    let user: LawVuUser
    /// The values of the path parameters, in the order of the route's pattern.
    let pathParameters: [String]

    var parameters: [(name: String, value: String)] {
        FormText.parse(request.uri.query ?? "", plusIsSpace: true)
    }

    /// A path parameter as an id.
    /// - Throws: `LawVuProblem.notFound` when it is not a number.
    func id(_ index: Int = 0) throws -> Int64 {
        guard let id = Int64(pathParameters[index]) else { throw LawVuProblem.notFound }
        return id
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

/// One route of the API. A segment of its pattern that begins with a colon is a path parameter.
struct LawVuRoute: Sendable {
    let method: HTTPRequest.Method
    let pattern: [Substring]
    let handle: @Sendable (LawVuCall) async throws -> Response

    init(
        _ method: HTTPRequest.Method, _ pattern: String,
        _ handle: @escaping @Sendable (LawVuCall) async throws -> Response
    ) {
        self.method = method
        self.pattern = pattern.split(separator: "/")
        self.handle = handle
    }

    /// The path parameters; nil when the path does not match the pattern.
    func pathParameters(_ path: [String]) -> [String]? {
        guard path.count == pattern.count else { return nil }
        var values: [String] = []
        for (segment, expected) in zip(path, pattern) {
            if expected.hasPrefix(":") { values.append(segment) } else if segment != expected { return nil }
        }
        return values
    }
}
