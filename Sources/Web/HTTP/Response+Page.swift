import HTTPTypes
package import Hummingbird
import NIOCore

extension Response {
    init(_ body: some Sequence<UInt8>, type: String, status: HTTPResponse.Status = .ok, caching: String = "no-store") {
        self.init(
            status: status, headers: [.contentType: type, .cacheControl: caching],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    static func page(_ html: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(html.utf8, type: "text/html; charset=utf-8", status: status)
    }

    package static func seeOther(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
    }
}
