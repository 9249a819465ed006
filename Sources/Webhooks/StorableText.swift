/// Text from a notice that is stored and searched by: an id, a time, the name of an event.
///
/// The attack: a forged notice whose id fills the store, or holds U+0000, which PostgreSQL refuses; every notice that
/// is processed in one transaction with it would then fail.
enum StorableText {
    /// The systems' own ids are far shorter.
    static let bytesMax = 64

    static func isSafe(_ text: String) -> Bool {
        text.utf8.count <= bytesMax && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}
