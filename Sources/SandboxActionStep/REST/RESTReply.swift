import HTTPTypes
import Hummingbird
import NIOCore
import Webhooks

struct RESTReply: Sendable {
    static let noContent = RESTReply(status: 204, body: nil)

    let status: Int
    let body: JSONValue?
}

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
