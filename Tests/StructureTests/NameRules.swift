/// A type named like the module it stands in hides the module: nothing in it can be named in full any more.
/// The executable is free to, since nobody imports it.
enum NameRules {
    static func findings(in file: SourceFile) -> [Finding] {
        let module = file.module
        guard !module.isEmpty, module != "Matterwire" else { return [] }
        return declaredTypes(in: file.code).filter { $0.name == module }.map { type in
            Finding(path: file.path, line: type.line, message: "type \(type.name) is named like its module")
        }
    }

    static func declaredTypes(in code: String) -> [(line: Int, name: String)] {
        let keywords: Set<Substring> = ["struct", "class", "enum", "actor", "protocol", "typealias"]
        return code.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { index, text in
            let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }
            return zip(words, words.dropFirst()).filter { keywords.contains($0.0) }
                .map { (line: index + 1, name: String($0.1)) }
        }
    }
}

/// A page of documentation has one title, on its first line.
enum MarkdownRules {
    static func findings(in file: SourceFile) -> [Finding] {
        var isCode = false
        var titles: [Int] = []
        for (index, line) in file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("```") { isCode.toggle() }
            if !isCode, line.hasPrefix("# ") { titles.append(index + 1) }
        }
        guard titles != [1] else { return [] }
        let message = titles.isEmpty ? "no title" : "titles on lines \(titles); one, on line 1"
        return [Finding(path: file.path, line: titles.last ?? 1, message: message)]
    }
}
