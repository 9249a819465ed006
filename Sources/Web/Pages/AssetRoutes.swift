import Hummingbird
import NIOCore

/// Stylesheet, script and icon. A changed file has a new address, so browsers may keep each for ever.
struct AssetRoutes: Sendable {
    func addRoutes(to router: Router<PortalContext>) {
        for asset in AssetTable.all {
            router.get(RouterPath(asset.path)) { _, _ in
                Response(
                    status: .ok,
                    headers: [.contentType: asset.contentType, .cacheControl: SecurityHeaders.assetCaching],
                    body: ResponseBody(byteBuffer: ByteBuffer(bytes: asset.bytes)))
            }
        }
    }
}
