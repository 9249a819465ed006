/// A lexical token of a `$filter`: a word, a quoted text or a sign.
enum ODataToken: Equatable, Sendable {
    case word(String)
    case quoted(String)
    case sign(Character)

    var text: String {
        switch self {
        case .word(let text), .quoted(let text): text
        case .sign(let sign): String(sign)
        }
    }

    static func all(in text: String) throws(LawVuProblem) -> [ODataToken] {
        guard text.count <= LawVuLimits.filterCharactersMax else {
            throw .invalid("$filter", "Write at most \(LawVuLimits.filterCharactersMax) characters.")
        }
        var tokens: [ODataToken] = []
        var rest = Substring(text)
        while let first = rest.first {
            if first.isWhitespace {
                rest.removeFirst()
            } else if first == "'" {
                tokens.append(.quoted(try quoted(&rest)))
            } else if "(),".contains(first) || isVariableColon(rest, after: tokens) {
                tokens.append(.sign(rest.removeFirst()))
            } else {
                tokens.append(.word(String(word(&rest, after: tokens))))
            }
        }
        return tokens
    }

    /// A colon ends the name of a range variable; elsewhere it is part of a timestamp.
    private static func isVariableColon(_ rest: Substring, after tokens: [ODataToken]) -> Bool {
        guard rest.first == ":", case .word? = tokens.last else { return false }
        return tokens.dropLast().last == .sign("(")
    }

    private static func word(_ rest: inout Substring, after tokens: [ODataToken]) -> Substring {
        let endsAtColon = tokens.last == .sign("(")
        let word = rest.prefix { !$0.isWhitespace && !"'(),".contains($0) && !(endsAtColon && $0 == ":") }
        // A lone colon is a word too: each call must consume at least one character.
        let consumed = word.isEmpty ? rest.prefix(1) : word
        rest = rest.dropFirst(consumed.count)
        return consumed
    }

    private static func quoted(_ rest: inout Substring) throws(LawVuProblem) -> String {
        rest.removeFirst()
        var text = ""
        while let next = rest.popFirst() {
            guard next == "'" else {
                text.append(next)
                continue
            }
            guard rest.first == "'" else { return text }
            text.append(rest.removeFirst())
        }
        throw .invalid("$filter", "A text in quotes does not end.")
    }
}
