/// Files and functions that outgrew what a person reads in one go.
enum SizeRules {
    static let fileLinesMax = 400
    static let testFileLinesMax = 700
    static let functionLinesMax = 60

    static func findings(in file: SourceFile) -> [Finding] {
        let code = file.code
        return [fileFinding(file)].compactMap(\.self)
            + functions(in: code).filter { $0.lines > functionLinesMax }.map { function in
                Finding(
                    path: file.path, line: function.line,
                    message: "a function of \(function.lines) lines; at most \(functionLinesMax)")
            }
    }

    private static func fileFinding(_ file: SourceFile) -> Finding? {
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).count
        let limit = file.path.hasPrefix("Tests/") ? testFileLinesMax : fileLinesMax
        guard lines > limit + 1 else { return nil }
        return Finding(path: file.path, line: 1, message: "\(lines) lines; at most \(limit)")
    }

    struct Function: Equatable {
        var line: Int
        /// From the declaration to the closing brace, both counted.
        var lines: Int
    }

    /// Every `func` and `init` that has a body.
    static func functions(in code: String) -> [Function] {
        let bytes = Array(code.utf8)
        var (line, found): (Int, [Function]) = (1, [])
        for index in bytes.indices {
            if bytes[index] == UInt8(ascii: "\n") { line += 1 }
            guard startsDeclaration(bytes, at: index), let lines = bodyLines(bytes, from: index) else { continue }
            found.append(Function(line: line, lines: lines))
        }
        return found
    }

    private static func startsDeclaration(_ bytes: [UInt8], at index: Int) -> Bool {
        if let before = index > 0 ? bytes[index - 1] : nil, isNamePart(before) || before == UInt8(ascii: ".") {
            return false
        }
        return ["func ", "init(", "init?(", "init<"].contains { bytes[index...].starts(with: $0.utf8) }
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "_")
    }

    /// Walks the signature to the first brace outside parentheses; nil if a declaration without a body ends first.
    private static func bodyLines(_ bytes: [UInt8], from start: Int) -> Int? {
        var (parentheses, braces, lines) = (0, 0, 1)
        for index in start..<bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "("), UInt8(ascii: "["): parentheses += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): parentheses -= 1
            case UInt8(ascii: "{") where parentheses == 0: braces += 1
            case UInt8(ascii: "}") where parentheses == 0:
                if braces == 0 { return nil }
                braces -= 1
                if braces == 0 { return lines }
            case UInt8(ascii: "\n"):
                lines += 1
                if braces == 0, parentheses == 0, startsMember(bytes, after: index) { return nil }
            default: break
            }
            if parentheses < 0 { return nil }
        }
        return nil
    }

    private static let memberWords = [
        "func ", "init(", "var ", "let ", "static ", "mutating ", "package ", "private ", "associatedtype ", "@",
        "case ",
        "struct ", "enum ", "extension ", "subscript(",
    ]

    private static func startsMember(_ bytes: [UInt8], after newline: Int) -> Bool {
        let rest = bytes[(newline + 1)...].drop { $0 == UInt8(ascii: " ") }
        return memberWords.contains { rest.starts(with: $0.utf8) }
    }
}
