import Crypto
import Templating
import WebAssets
import Webhooks

/// A file that pages refer to. Its path has a hash of its bytes, so that browsers may cache it without asking again.
struct Asset: Sendable, Equatable {
    /// Such as `/assets/live-0f3a….js`.
    let path: String
    let contentType: String
    let bytes: [UInt8]

    init(name: String, fileExtension: String, contentType: String, text: String) {
        bytes = Array(text.utf8)
        path = "/assets/\(name)-\(Hex.text(of: SHA256.hash(data: bytes).prefix(8))).\(fileExtension)"
        self.contentType = contentType
    }
}

enum AssetTable {
    static let all = [stylesheet, liveScript, icon]

    /// The files that `WebAssets.c` embeds: those in the folders `Assets` of this target.
    static let files = EmbeddedFiles(web_assets())

    /// The parts in the order of the cascade.
    private static let styles = [
        "tokens.css", "layout.css", "components.css", "matters.css", "endpoints.css", "sign-in.css", "updates.css",
        "media.css",
    ]

    static let stylesheet = Asset(
        name: "portal", fileExtension: "css", contentType: "text/css; charset=utf-8",
        text: styles.map { files[$0] }.joined(separator: "\n"))
    static let liveScript = Asset(
        name: "live", fileExtension: "js", contentType: "text/javascript; charset=utf-8", text: files["live.js"])
    static let icon = Asset(name: "icon", fileExtension: "svg", contentType: "image/svg+xml", text: files["icon.svg"])
    static let openAPI = files["openapi.json"]
}
