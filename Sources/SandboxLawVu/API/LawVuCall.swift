import HTTPTypes
import Hummingbird
import Matters
import NIOCore
import SandboxKit
import Webhooks

/// A request to the interface, and who asks.
struct LawVuCall: Sendable {
    let request: Request
    let user: LawVuUser
    /// What stands in the path where the route has a gap, in order.
    let gaps: [String]

    var parameters: [(name: String, value: String)] {
        FormText.parse(request.uri.query ?? "", plusIsSpace: true)
    }

    /// What is named by no number is not there.
    func id(_ place: Int = 0) throws -> Int64 {
        guard let id = Int64(gaps[place]) else { throw LawVuProblem.notFound }
        return id
    }

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

/// One address of the interface. A part of its pattern that begins with a colon is a gap.
struct LawVuRoute: Sendable {
    let method: HTTPRequest.Method
    let pattern: [Substring]
    let answer: @Sendable (LawVuCall) async throws -> Response

    init(
        _ method: HTTPRequest.Method, _ pattern: String,
        _ answer: @escaping @Sendable (LawVuCall) async throws -> Response
    ) {
        (self.method, self.pattern, self.answer) = (method, pattern.split(separator: "/"), answer)
    }

    /// What stands in the gaps; nil when the path is another one.
    func gaps(_ path: [String]) -> [String]? {
        guard path.count == pattern.count else { return nil }
        var gaps: [String] = []
        for (part, wanted) in zip(path, pattern) {
            if wanted.hasPrefix(":") { gaps.append(part) } else if part != wanted { return nil }
        }
        return gaps
    }
}
