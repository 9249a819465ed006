import HTTPTypes
package import Hummingbird
import NIOCore
package import Webhooks

extension Response {
    package static func json(_ status: Int, _ body: JSONValue) -> Response {
        Response(
            status: .init(code: status), headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.encoded)))
    }
}
