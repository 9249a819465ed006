/// The file types and sizes that are accepted, and their media types.
package enum FileRules {
    package static let partBytesMax = 5 * 1_024 * 1_024
    package static let fileBytesMax = 200 * 1_024 * 1_024
    package static let partsMax = 1_000
    package static let nameCharactersMax = 255
    /// The lifetime of an upload that no document has claimed.
    package static let uploadHoursMax: Int64 = 24
    package static let refusedExtensions: Set<String> = [
        "com", "sh", "exe", "bat", "cmd", "vbs", "src", "msi", "jar", "dll", "tpl",
    ]
    /// The number of bytes that identify a file format.
    package static let signatureBytes = 8

    private struct Kind {
        let mediaType: String
        /// Accepted first bytes; empty for a format without a signature.
        var signatures: [[UInt8]] = []
    }

    private static let zip: [[UInt8]] = [[0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06]]
    private static let compound: [[UInt8]] = [[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]]
    private static let jpeg = Kind(mediaType: "image/jpeg", signatures: [[0xFF, 0xD8, 0xFF]])
    private static let office = "application/vnd.openxmlformats-officedocument."
    private static let kinds: [String: Kind] = [
        "pdf": Kind(mediaType: "application/pdf", signatures: [Array("%PDF-".utf8)]),
        "png": Kind(mediaType: "image/png", signatures: [[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]]),
        "jpg": jpeg, "jpeg": jpeg,
        "gif": Kind(mediaType: "image/gif", signatures: [Array("GIF87a".utf8), Array("GIF89a".utf8)]),
        "zip": Kind(mediaType: "application/zip", signatures: zip),
        "docx": Kind(mediaType: office + "wordprocessingml.document", signatures: zip),
        "xlsx": Kind(mediaType: office + "spreadsheetml.sheet", signatures: zip),
        "pptx": Kind(mediaType: office + "presentationml.presentation", signatures: zip),
        "doc": Kind(mediaType: "application/msword", signatures: compound),
        "xls": Kind(mediaType: "application/vnd.ms-excel", signatures: compound),
        "msg": Kind(mediaType: "application/vnd.ms-outlook", signatures: compound),
        "rtf": Kind(mediaType: "application/rtf", signatures: [Array("{\\rtf".utf8)]),
        "txt": Kind(mediaType: "text/plain"), "csv": Kind(mediaType: "text/csv"),
    ]
    /// Attack: an executable with the name of a document. Windows and Linux executables are refused under any name.
    private static let programs: [[UInt8]] = [Array("MZ".utf8), [0x7F, 0x45, 0x4C, 0x46]]

    /// In lower case, without its dot; empty for none.
    package static func fileExtension(of name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    package static func mediaType(of name: String) -> String {
        kinds[fileExtension(of: name)]?.mediaType ?? "application/octet-stream"
    }

    package static func check(name: String) throws(RequestFailure) {
        guard (1...nameCharactersMax).contains(name.count) else {
            throw .badRequest("A file's name has 1 to \(nameCharactersMax) characters")
        }
        // Attack: some systems drop a trailing dot or blank, which reveals a refused extension before it.
        let isPlain = name.unicodeScalars.allSatisfy {
            $0.value >= 32 && $0.value != 127 && !"/\\;".unicodeScalars.contains($0)
        }
        guard isPlain, let last = name.last, last != ".", last != " " else {
            throw .badRequest(
                "A file's name has no slash, semicolon or control character and ends in neither dot nor blank")
        }
        let found = fileExtension(of: name)
        guard !refusedExtensions.contains(found) else { throw .badRequest("Files that end in .\(found) are refused") }
    }

    /// - Parameter beginning: the first `signatureBytes` of the file, fewer if it is shorter.
    package static func check(_ beginning: [UInt8], named name: String) throws(RequestFailure) {
        guard !programs.contains(where: beginning.starts) else { throw .badRequest("Programs are refused") }
        let found = fileExtension(of: name)
        guard let kind = kinds[found], !kind.signatures.isEmpty else { return }
        guard kind.signatures.contains(where: beginning.starts) else {
            throw .badRequest("The content of \(name) is not what .\(found) promises")
        }
    }
}
