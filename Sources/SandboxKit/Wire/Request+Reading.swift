package import HTTPTypes
package import Hummingbird
import NIOCore

extension Request {
    /// The query parameters by name; the first of repeated names wins.
    package var parameters: [String: String] { FormText.dictionary(uri.query ?? "") }

    /// GET for HEAD: the server leaves the body out.
    package var effectiveMethod: HTTPRequest.Method { method == .head ? .get : method }

    /// Whether the method is safe (RFC 9110, section 9.2.1): the request changes nothing.
    package var isSafeMethod: Bool { method == .get || method == .head }

    /// Scheme and authority as the client sent them, for links to this server.
    package var origin: String { "http://" + (head.authority ?? "127.0.0.1") }

    /// - Throws: `RequestFailure.tooLarge` before more than the limit is held in memory.
    package func bytes(upTo limit: Int) async throws -> [UInt8] {
        do {
            return try await Array(buffer: body.collect(upTo: limit))
        } catch is NIOTooManyBytesError { throw RequestFailure.tooLarge }
    }
}
