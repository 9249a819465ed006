package import HTTPTypes
package import Hummingbird
import NIOCore
package import Webhooks

extension Request {
    /// The query parameters by name; the first of repeated names wins.
    package var parameters: [String: String] { FormText.dictionary(uri.query ?? "") }

    /// GET for HEAD: the server leaves the body out.
    package var effectiveMethod: HTTPRequest.Method { method == .head ? .get : method }

    /// Whether the method is safe (RFC 9110, section 9.2.1): the request changes nothing.
    package var isSafeMethod: Bool { method == .get || method == .head }

    /// Scheme and authority as the client sent them, for links to this server.
    package var origin: String { "http://" + (head.authority ?? "127.0.0.1") }

    /// The token of the header `Authorization: Bearer`; nil when the header is missing or of another scheme.
    package var bearerToken: String? {
        guard let header = headers[.authorization], header.lowercased().hasPrefix("bearer ") else { return nil }
        return String(header.dropFirst(7))
    }

    /// - Throws: `failure` before more than the limit is held in memory.
    package func bytes(
        upTo limit: Int, orThrow failure: @autoclosure () -> any Error = RequestFailure.tooLarge
    ) async throws -> [UInt8] {
        do {
            return try await Array(buffer: body.collect(upTo: limit))
        } catch is NIOTooManyBytesError { throw failure() }
    }

    /// A submitted form; the first of repeated names wins.
    /// - Throws: `failure` when it is larger than the limit.
    package func form(
        upTo limit: Int, orThrow failure: @autoclosure () -> any Error = RequestFailure.tooLarge
    ) async throws -> [String: String] {
        FormText.dictionary(String(decoding: try await bytes(upTo: limit, orThrow: failure()), as: UTF8.self))
    }
}

extension JSONValue {
    /// The value of a number, whole or not; nil for anything else.
    package var double: Double? {
        switch self {
        case .integer(let whole): Double(whole)
        case .number(let number): number
        default: nil
        }
    }
}

extension Response {
    package static func json(_ status: Int, _ body: JSONValue) -> Response {
        Response(
            status: .init(code: status), headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.encoded)))
    }
}
