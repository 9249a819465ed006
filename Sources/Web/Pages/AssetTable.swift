import Crypto
import Templating
import WebAssets

/// A file that pages refer to. Its path holds a hash of its bytes, so it can be kept for ever.
package struct Asset: Sendable, Equatable {
    /// Such as `/assets/live-0f3a….js`.
    package let path: String
    package let contentType: String
    package let bytes: [UInt8]

    init(name: String, fileExtension: String, contentType: String, text: String) {
        bytes = Array(text.utf8)
        path = "/assets/\(name)-\(Self.hash(of: bytes)).\(fileExtension)"
        self.contentType = contentType
    }

    private static func hash(of bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).prefix(8).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

package struct AssetTable: Sendable {
    package static let all = [stylesheet, liveScript, icon]

    /// Everything that stands in the folders `Assets` of this target.
    static let files = EmbeddedFiles(web_assets())

    /// The parts in the order of the cascade.
    private static let styles = ["tokens.css", "layout.css", "parts.css", "forms.css", "variants.css"]

    static let stylesheet = Asset(
        name: "portal", fileExtension: "css", contentType: "text/css; charset=utf-8",
        text: styles.map { files[$0] }.joined(separator: "\n"))
    static let liveScript = Asset(
        name: "live", fileExtension: "js", contentType: "text/javascript; charset=utf-8", text: files["live.js"])
    static let icon = Asset(
        name: "icon", fileExtension: "svg", contentType: "image/svg+xml", text: files["icon.svg"])

    private static let byPath = Dictionary(uniqueKeysWithValues: all.map { ($0.path, $0) })

    /// - Parameter path: the whole path of the request.
    package static func asset(at path: String) -> Asset? { byPath[path] }
}
