/// Text out of a notice that is kept and searched by: an id, a time, the name of an event.
///
/// The attack: a forged notice whose id fills the store, or holds U+0000, which PostgreSQL refuses; it would hold up
/// every notice that is sorted in one transaction with it.
enum KeptText {
    /// The systems' own are far shorter.
    static let bytesMax = 64

    static func isSafe(_ text: String) -> Bool {
        text.utf8.count <= bytesMax && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}
