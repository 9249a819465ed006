import Hummingbird
import NIOCore
import Templating

/// `GET /openapi.json`: the description of the API, for everybody, because it tells nothing of any firm.
struct OpenAPIRoutes: Sendable {
    static let document = AssetTable.files["openapi.json"]

    func addRoutes(to router: Router<PortalContext>) {
        router.get("openapi.json") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: Self.document)))
        }
    }
}
