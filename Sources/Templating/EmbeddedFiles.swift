package import CEmbedding

/// The text files that a target carries, as they were when the program was built.
package struct EmbeddedFiles: Sendable {
    /// By name, such as `matter.mustache`.
    package let texts: [String: String]

    /// - Parameter table: what the C function of a target `…Assets` answers.
    package init(_ table: embedded_files) {
        let files = UnsafeBufferPointer(start: table.files, count: table.count)
        texts = Dictionary(uniqueKeysWithValues: files.map { (String(cString: $0.name), String(cString: $0.text)) })
    }

    /// The text of a file that the target is known to carry.
    package subscript(name: String) -> String {
        guard let text = texts[name] else { preconditionFailure("no embedded file \(name)") }
        return text
    }

    /// The templates by name, `matter` for `matter.mustache`.
    package var templates: [String: String] {
        let templates = texts.filter { $0.key.hasSuffix(Self.templateExtension) }
        return Dictionary(
            uniqueKeysWithValues: templates.map { (String($0.key.dropLast(Self.templateExtension.count)), $0.value) })
    }

    private static let templateExtension = ".mustache"
}
