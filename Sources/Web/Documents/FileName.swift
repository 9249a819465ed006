import Webhooks

/// The name under which a document is saved.
///
/// Attack: a name that ends a header, leaves its folder, hides in a listing, or reads other than it is, such as
/// `contract<right-to-left>fdp.exe`. Such characters are removed, and the name always ends with an extension of its
/// type.
struct FileName: Sendable, Equatable {
    let text: String

    /// With its extension. File systems allow 255, and a browser may add a number.
    static let bytesMax = 150
    private static let defaultName = "document"

    init(_ name: String, kind: FileKind?) {
        let clean = Self.clean(name)
        let suffix = Self.fileExtension(of: clean, kind)
        let stem = clean.isEmpty ? Self.defaultName : String(clean.dropLast(clean.hasSuffix(suffix) ? suffix.count : 0))
        text = Self.cut(stem, to: Self.bytesMax - suffix.utf8.count) + suffix
    }

    /// Always an attachment. Attack: an uploaded file that a browser opens in the portal's origin.
    var disposition: String { #"attachment; filename="\#(ascii)"; filename*=UTF-8''\#(escaped)"# }

    /// For clients without RFC 8187; `%` is replaced because some of them decode it.
    private var ascii: String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isASCII && $0 != "%" ? $0 : "_" }))
    }

    /// RFC 8187.
    private var escaped: String {
        text.utf8.map { byte in
            Self.plain.contains(byte) ? String(UnicodeScalar(byte)) : "%" + Hex.text(of: [byte]).uppercased()
        }.joined()
    }

    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&+-.^_`|~".utf8)
}

extension FileName {
    /// Without control characters, bidirectional marks and path separators, and without dots at either end.
    private static func clean(_ name: String) -> String {
        var clean = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            if #"/\:*?"<>|"#.unicodeScalars.contains(scalar) {
                clean.append("-")
            } else if scalar.properties.isWhitespace {
                if clean.last != " " { clean.append(" ") }
            } else if !isHidden(scalar) {
                clean.append(scalar)
            }
        }
        func isEdge(_ scalar: UnicodeScalar) -> Bool { scalar == " " || scalar == "." }
        while clean.last.map(isEdge) ?? false { clean.removeLast() }
        return String(String.UnicodeScalarView(clean.drop(while: isEdge)))
    }

    private static func isHidden(_ scalar: UnicodeScalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    /// With its dot: the name's own when it fits the type, otherwise that of the type.
    private static func fileExtension(of name: String, _ kind: FileKind?) -> String {
        let own = name.lastIndex(of: ".").map { name[$0...] }.flatMap { isFileExtension($0) ? String($0) : nil } ?? ""
        guard let kind, !kind.extensions.contains(own.dropFirst().lowercased()) else { return own }
        return "." + kind.extensions[0]
    }

    private static func isFileExtension(_ text: Substring) -> Bool {
        (2...10).contains(text.utf8.count) && text.dropFirst().allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }

    /// Whole characters only, as people see them.
    private static func cut(_ text: String, to bytes: Int) -> String {
        var cut = text
        while cut.utf8.count > bytes { cut.removeLast() }
        return cut
    }
}
