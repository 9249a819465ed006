/// Blanks out comments and the contents of string literals, so that rules about code do not trip over words.
///
/// Knows nested comments, raw and multi-line strings and code inside `\( )`. Does not know regex literals between
/// slashes; the sources have none.
struct SwiftMask {
    private let source: [UInt8]
    private var output: [UInt8] = []
    private var position = 0

    /// Whether the contents of string literals stay.
    private let keepsStrings: Bool

    /// - Parameter keepsStrings: whether only comments are blanked out.
    static func code(of text: String, keepsStrings: Bool = false) -> String {
        var mask = SwiftMask(source: Array(text.utf8), keepsStrings: keepsStrings)
        while mask.position < mask.source.count {
            mask.copyCode()
            mask.keep()
        }
        return String(decoding: mask.output, as: UTF8.self)
    }

    private init(source: [UInt8], keepsStrings: Bool) {
        self.source = source
        self.keepsStrings = keepsStrings
    }

    private func starts(_ text: String) -> Bool { source[position...].starts(with: text.utf8) }

    private mutating func keep(_ count: Int = 1) {
        let end = min(position + count, source.count)
        output += source[position..<end]
        position = end
    }

    private mutating func blank(_ count: Int = 1) {
        for _ in 0..<count where position < source.count {
            output.append(source[position] == UInt8(ascii: "\n") ? UInt8(ascii: "\n") : UInt8(ascii: " "))
            position += 1
        }
    }

    /// Goes over what stands in a string literal.
    private mutating func pass(_ count: Int) { keepsStrings ? keep(count) : blank(count) }

    /// Copies code up to the closing parenthesis that belongs to an opening one before it, or to the end.
    private mutating func copyCode() {
        var depth = 0
        while position < source.count {
            if starts("//") {
                while position < source.count, !starts("\n") { blank() }
            } else if starts("/*") {
                blankComment()
            } else if let hashes = stringStart() {
                maskString(hashes: hashes)
            } else {
                if starts("(") { depth += 1 }
                if starts(")") {
                    if depth == 0 { return }
                    depth -= 1
                }
                keep()
            }
        }
    }

    private mutating func blankComment() {
        var depth = 0
        repeat {
            if starts("/*") {
                (depth, _) = (depth + 1, blank(2))
            } else if starts("*/") {
                (depth, _) = (depth - 1, blank(2))
            } else {
                blank()
            }
        } while depth > 0 && position < source.count
    }

    /// How many `#` stand before the quote, if a string literal begins here.
    private func stringStart() -> Int? {
        let hashes = source[position...].prefix { $0 == UInt8(ascii: "#") }.count
        let quote = position + hashes
        return quote < source.count && source[quote] == UInt8(ascii: "\"") ? hashes : nil
    }

    private mutating func maskString(hashes: Int) {
        let fence = String(repeating: "#", count: hashes)
        keep(hashes)
        let quotes = starts("\"\"\"") ? "\"\"\"" : "\""
        keep(quotes.utf8.count)
        while position < source.count {
            if starts(quotes + fence) { return keep(quotes.utf8.count + hashes) }
            if starts("\\" + fence + "(") {
                pass(1 + hashes)
                keep()
                copyCode()
                keep()
            } else {
                pass(starts("\\" + fence) ? 2 + hashes : 1)
            }
        }
    }
}
