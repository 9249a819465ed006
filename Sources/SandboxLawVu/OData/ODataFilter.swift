/// The syntax tree of a `$filter`.
///
///     any        = all { or all }
///     all        = one { and one }
///     one        = "(" any ")" | not one | path sign literal | function "(" path "," literal ")"
///                | path "/any" "(" name ":" any ")"
///     sign       = eq | ne | gt | ge | lt | le
///     function   = contains | startswith | endswith
///     literal    = 'text' (a quote in it doubled) | number | date | true | false | null
indirect enum ODataFilter: Equatable, Sendable {
    enum Sign: String, Sendable { case eq, ne, gt, ge, lt, le }
    enum Function: String, Sendable { case contains, startswith, endswith }
    enum Literal: Equatable, Sendable {
        case text(String)
        /// A number, a day or a timestamp, as written.
        case bare(String)
        case flag(Bool)
        case null
    }

    case any([ODataFilter])
    case all([ODataFilter])
    case not(ODataFilter)
    case compares([String], Sign, Literal)
    case matches(Function, [String], Literal)
    /// At least one value of a multi-valued property fulfils the condition; the variable is bound to that value.
    case has([String], variable: String, ODataFilter)
}

extension ODataFilter {
    /// Nesting of brackets, `not` and `any`. Attack: a deeply nested filter overflows the stack of the parser.
    static let depthMax = 20

    init(_ text: String) throws(LawVuProblem) {
        var parser = ODataParser(tokens: try ODataToken.all(in: text)[...])
        self = try parser.any(depth: 0)
        guard parser.tokens.isEmpty else {
            throw ODataParser.error(
                "“\(parser.tokens.first?.text ?? "")” is unexpected: and, or, or the end of the filter was expected.")
        }
    }
}

private struct ODataParser {
    var tokens: ArraySlice<ODataToken>

    static func error(_ hint: String) -> LawVuProblem { .invalid("$filter", hint) }

    mutating func any(depth: Int) throws(LawVuProblem) -> ODataFilter {
        var parts = [try all(depth: depth)]
        while take(.word("or")) { parts.append(try all(depth: depth)) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func all(depth: Int) throws(LawVuProblem) -> ODataFilter {
        var parts = [try one(depth: depth)]
        while take(.word("and")) { parts.append(try one(depth: depth)) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func one(depth: Int) throws(LawVuProblem) -> ODataFilter {
        guard depth < ODataFilter.depthMax else {
            throw Self.error("Brackets go at most \(ODataFilter.depthMax) deep.")
        }
        if take(.sign("(")) {
            let inner = try any(depth: depth + 1)
            try expect(")")
            return inner
        }
        if take(.word("not")) { return .not(try one(depth: depth + 1)) }
        let name = try word("a property")
        if let function = ODataFilter.Function(rawValue: name), take(.sign("(")) { return try match(function) }
        let path = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard path.allSatisfy({ !$0.isEmpty }) else { throw Self.error("“\(name)” is not a property.") }
        if path.count > 1, path.last == "any", take(.sign("(")) { return try has(Array(path.dropLast()), depth: depth) }
        let sign = try word("a comparison")
        guard let known = ODataFilter.Sign(rawValue: sign) else {
            throw Self.error("“\(sign)” is not a comparison: write eq, ne, gt, ge, lt or le.")
        }
        return .compares(path, known, try literal())
    }

    private mutating func match(_ function: ODataFilter.Function) throws(LawVuProblem) -> ODataFilter {
        let path = try word("a property").split(separator: "/").map(String.init)
        try expect(",")
        let literal = try literal()
        try expect(")")
        return .matches(function, path, literal)
    }

    private mutating func has(_ path: [String], depth: Int) throws(LawVuProblem) -> ODataFilter {
        let variable = try word("a name")
        try expect(":")
        let inner = try any(depth: depth + 1)
        try expect(")")
        return .has(path, variable: variable, inner)
    }

    private mutating func literal() throws(LawVuProblem) -> ODataFilter.Literal {
        switch tokens.popFirst() {
        case .quoted(let text): return .text(text)
        case .word("true"): return .flag(true)
        case .word("false"): return .flag(false)
        case .word("null"): return .null
        case .word(let text): return .bare(text)
        default: throw Self.error("A value is missing: write 'text', a number, a day, true, false or null.")
        }
    }

    private mutating func word(_ what: String) throws(LawVuProblem) -> String {
        guard case .word(let word)? = tokens.popFirst() else { throw Self.error("The name of \(what) is missing.") }
        return word
    }

    private mutating func take(_ token: ODataToken) -> Bool {
        guard tokens.first == token else { return false }
        tokens.removeFirst()
        return true
    }

    private mutating func expect(_ sign: Character) throws(LawVuProblem) {
        guard take(.sign(sign)) else { throw Self.error("“\(sign)” is missing.") }
    }
}
