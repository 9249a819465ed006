import Crypto
import Webhooks

/// A file that pages refer to. Its path holds a hash of its bytes, so it can be kept for ever.
package struct Asset: Sendable, Equatable {
    /// Such as `/assets/live-0f3a….js`.
    package let path: String
    package let contentType: String
    package let bytes: [UInt8]

    init(name: String, ending: String, contentType: String, text: String) {
        bytes = Array(text.utf8)
        path = "/assets/\(name)-\(Self.hash(of: bytes)).\(ending)"
        self.contentType = contentType
    }

    private static func hash(of bytes: [UInt8]) -> String {
        Hex.text(of: SHA256.hash(data: bytes).prefix(8))
    }
}

package struct AssetTable: Sendable {
    package static let all = [stylesheet, liveScript, icon]

    static let stylesheet = Asset(
        name: "portal", ending: "css", contentType: "text/css; charset=utf-8",
        text: Stylesheet.tokens + Stylesheet.layout + Stylesheet.parts + Stylesheet.forms + Stylesheet.variants)
    static let liveScript = Asset(
        name: "live", ending: "js", contentType: "text/javascript; charset=utf-8", text: LiveScript.text)
    static let icon = Asset(
        name: "icon", ending: "svg", contentType: "image/svg+xml",
        text: """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" \
            fill="#17624f"/><path d="M7 22V11l6 7 6-7v11M24 9v14" fill="none" stroke="#fff" stroke-width="2.6" \
            stroke-linecap="round" stroke-linejoin="round"/></svg>
            """)

    private static let byPath = Dictionary(uniqueKeysWithValues: all.map { ($0.path, $0) })

    /// - Parameter path: the whole path of the request.
    package static func asset(at path: String) -> Asset? { byPath[path] }
}
