import Hummingbird

/// Stylesheet, script and icon. A changed file has a new address, so browsers may keep each for ever. And
/// `GET /openapi.json`: the description of the API, for everybody, because it tells nothing of any firm.
struct AssetRoutes: Sendable {
    private static let assetCaching = "public, max-age=31536000, immutable"

    func addRoutes(to router: Router<PortalContext>) {
        for asset in AssetTable.all {
            router.get(RouterPath(asset.path)) { _, _ in
                Response(asset.bytes, type: asset.contentType, caching: Self.assetCaching)
            }
        }
        router.get("openapi.json") { _, _ in Response(AssetTable.openAPI.utf8, type: "application/json") }
    }
}
