/// The name under which a document is saved.
///
/// Attack: a name that ends a header, leaves its folder, hides in a listing, or reads other than it is, such as
/// `contract<right-to-left>fdp.exe`. What a name may not hold is taken out, and it always carries the ending of its
/// type.
struct FileName: Sendable, Equatable {
    let text: String

    /// With its ending: file systems take 255, and a browser adds to it.
    static let bytesMax = 150
    private static let nameless = "document"

    init(_ name: String, kind: FileKind?) {
        let clean = Self.clean(name)
        let ending = Self.ending(of: clean, kind)
        let stem = clean.isEmpty ? Self.nameless : String(clean.dropLast(clean.hasSuffix(ending) ? ending.count : 0))
        text = Self.cut(stem, to: Self.bytesMax - ending.utf8.count) + ending
    }

    /// An attachment, always: what somebody uploaded is never shown in the portal's own name.
    var disposition: String { #"attachment; filename="\#(ascii)"; filename*=UTF-8''\#(escaped)"# }

    /// For readers that know no better; `%` would be decoded by some of them.
    private var ascii: String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isASCII && $0 != "%" ? $0 : "_" }))
    }

    /// RFC 8187.
    private var escaped: String {
        var escaped = ""
        for byte in text.utf8 {
            if Self.plain.contains(byte) {
                escaped.unicodeScalars.append(UnicodeScalar(byte))
            } else {
                escaped += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return escaped
    }

    private static let plain = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&+-.^_`|~".utf8)
}

extension FileName {
    /// Without controls and marks that turn the reading, without what separates folders, without dots at its ends.
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

    /// With its dot: the one that the name has, when it fits the type; the type's own otherwise.
    private static func ending(of name: String, _ kind: FileKind?) -> String {
        let own = name.lastIndex(of: ".").map { name[$0...] }.flatMap { isEnding($0) ? String($0) : nil } ?? ""
        guard let kind, !kind.extensions.contains(own.dropFirst().lowercased()) else { return own }
        return "." + kind.extensions[0]
    }

    private static func isEnding(_ text: Substring) -> Bool {
        (2...10).contains(text.utf8.count) && text.dropFirst().allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }

    /// Never in the middle of what people see as one character.
    private static func cut(_ text: String, to bytes: Int) -> String {
        var cut = text
        while cut.utf8.count > bytes { cut.removeLast() }
        return cut
    }
}
