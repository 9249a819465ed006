import FoundationEssentials
import SandboxKit

/// The `filter` parameter: conditions in an SQL-like syntax.
///
///     conditions = condition { AND condition }
///     condition  = path ( sign value | ILIKE value | IN "(" value { "," value } ")" )
///     path       = name { "." name }
///
/// A value is a word, a number, or a quoted text in which a quote is doubled. Attack: SQL injection. Values are bound, and
/// names must be in the resource's description.
struct FilterExpression {
    static let charactersMax = 2_000

    private var tokens: ArraySlice<Token>

    static func conditions(_ text: String) throws -> [ListFilter] {
        guard text.count <= charactersMax else {
            throw RequestFailure.badRequest("filter holds at most \(charactersMax) characters")
        }
        var reader = FilterExpression(tokens: try Token.all(in: text)[...])
        var filters = [try reader.condition()]
        while let next = reader.tokens.popFirst() {
            guard next.isWord("and") else { throw refusal("“\(next.text)” stands where AND or the end belongs") }
            filters.append(try reader.condition())
        }
        return filters
    }

    private mutating func condition() throws -> ListFilter {
        guard case .word(let name)? = tokens.popFirst() else { throw Self.refusal("a field's name is missing") }
        let path = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard path.allSatisfy({ !$0.isEmpty }) else { throw Self.refusal("“\(name)” is not a name") }
        return ListFilter(path: path, test: try test())
    }

    private mutating func test() throws -> ListFilter.Test {
        guard let sign = tokens.popFirst() else { throw Self.refusal("a comparison is missing") }
        switch sign {
        case .sign("="): return .isOneOf([try value()])
        case .sign("!="), .sign("<>"): return .isNoneOf([try value()])
        case .sign(let sign) where sign != "(" && sign != ")" && sign != ",": return .compares(sign, try value())
        case _ where sign.isWord("ilike"): return .isLike(pieces: try value().components(separatedBy: "%"))
        case _ where sign.isWord("in"): return .isOneOf(try list())
        default: throw Self.refusal("“\(sign.text)” is not a comparison: write =, !=, <, <=, >, >=, ILIKE or IN")
        }
    }

    private mutating func value() throws -> String {
        switch tokens.popFirst() {
        case .word(let text), .quoted(let text): return text
        case let other: throw Self.refusal("a value is missing" + (other.map { " before “\($0.text)”" } ?? ""))
        }
    }

    private mutating func list() throws -> [String] {
        guard tokens.popFirst() == .sign("(") else { throw Self.refusal("IN is followed by (") }
        var values = [try value()]
        while true {
            switch tokens.popFirst() {
            case .sign(","): values.append(try value())
            case .sign(")"): return values
            default: throw Self.refusal("the list after IN does not end")
            }
        }
    }

    fileprivate static func refusal(_ detail: String) -> RequestFailure { .badRequest("filter: " + detail) }
}

extension FilterExpression {
    fileprivate enum Token: Equatable {
        case word(String)
        case quoted(String)
        case sign(String)

        var text: String {
            switch self {
            case .word(let text), .quoted(let text), .sign(let text): text
            }
        }
        func isWord(_ text: String) -> Bool {
            if case .word(let word) = self { word.lowercased() == text } else { false }
        }

        static func all(in text: String) throws -> [Token] {
            var tokens: [Token] = []
            var rest = Substring(text)
            while let first = rest.first {
                if first.isWhitespace {
                    rest.removeFirst()
                } else if let sign = signs.first(where: { rest.hasPrefix($0) }) {
                    tokens.append(.sign(sign))
                    rest.removeFirst(sign.count)
                } else if first == "'" || first == "\"" {
                    tokens.append(.quoted(try quoted(&rest)))
                } else {
                    let word = rest.prefix { !$0.isWhitespace && !"'\"()=<>!,".contains($0) }
                    guard !word.isEmpty else { throw refusal("“\(first)” belongs nowhere") }
                    tokens.append(.word(String(word)))
                    rest.removeFirst(word.count)
                }
            }
            return tokens
        }

        /// Longer operators first, because `>` is a prefix of `>=`.
        private static let signs = ["<=", ">=", "!=", "<>", "=", "<", ">", "(", ")", ","]

        private static func quoted(_ rest: inout Substring) throws -> String {
            let quote = rest.removeFirst()
            var text = ""
            while let next = rest.popFirst() {
                guard next == quote else {
                    text.append(next)
                    continue
                }
                guard rest.first == quote else { return text }
                text.append(rest.removeFirst())
            }
            throw refusal("a text in quotes does not end")
        }
    }
}
