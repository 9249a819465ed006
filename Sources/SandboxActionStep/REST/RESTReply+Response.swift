import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import SandboxKit
import Webhooks

extension Response {
    init(_ reply: RESTReply) {
        var headers = HTTPFields()
        headers[.cacheControl] = "no-store"
        guard let body = reply.body else {
            self.init(status: .init(code: reply.status), headers: headers)
            return
        }
        headers[.contentType] = "application/vnd.api+json"
        if reply.status == 401 { headers[.wwwAuthenticate] = "Bearer" }
        if reply.status == 403 { headers[.wwwAuthenticate] = "Bearer error=\"insufficient_scope\"" }
        self.init(
            status: .init(code: reply.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.encoded)))
    }
}

extension RequestFailure {
    /// Every refusal, and every failure of the sandbox itself, leaves in the vendor's envelope.
    static func answering(_ context: SandboxContext, _ answer: () async throws -> Response) async -> Response {
        do {
            return try await answer()
        } catch let failure as RequestFailure {
            return Response(RESTReply(status: failure.status, body: failure.body))
        } catch {
            context.logger.error("request failed", metadata: ["error": "\(error)"])
            let failure = RequestFailure(status: 500, title: "Internal Error", detail: "The sandbox could not answer")
            return Response(RESTReply(status: 500, body: failure.body))
        }
    }
}
