package import Matters
package import Webhooks

/// Seals a position in the change log into a cursor for one viewer. The attacks: reading from it how much happens at the
/// firm, and using it on another viewer's stream.
package struct CursorSeal: Sendable {
    private let sealer: Sealer
    package init(sealer: Sealer) { self.sealer = sealer.derived(for: "cursors") }

    package func seal(_ seq: Int64, for viewer: Viewer) -> String {
        let bytes = withUnsafeBytes(of: seq.bigEndian) { Array($0) }
        return Base64.urlText(of: sealer.seal(bytes, context: context(viewer)))
    }

    /// Nil unless the cursor was sealed for this viewer.
    package func open(_ text: String, for viewer: Viewer) -> Int64? {
        guard text.utf8.count <= 128, let sealed = Base64.bytes(ofURLText: text),
            let bytes = sealer.open(sealed, context: context(viewer)), bytes.count == 8
        else { return nil }
        return bytes.reduce(Int64(0)) { $0 << 8 | Int64($1) }
    }

    private func context(_ viewer: Viewer) -> String {
        "cursor/\(viewer.firmID)/\(viewer.kind.rawValue)/\(viewer.address.text)"
    }
}
