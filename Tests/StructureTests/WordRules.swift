/// Words that no declared name may hold: each stood for something that the field has a term for.
enum WordRules {
    /// The word, and the term to use instead.
    static let banned: [String: String] = [
        "desk": "service", "deed": "form handler", "door": "routes", "wish": "request", "mend": "hint or repair",
        "outlet": "egress", "judgement": "decision", "fate": "decision", "trial": "attempt",
        "lane": "limiter or target",
        "lanes": "limiter or targets", "hearing": "sequence", "dossier": "matter or contract", "sight": "visibility",
        "parked": "dead letter or available", "bell": "notification", "bells": "notifications",
    ]
    /// Words that no type may end with: they say nothing of what it does.
    static let bannedEndings = ["Manager", "Helper", "Helpers", "Utils", "Util", "Utilities", "Common"]
    /// Folders and targets are named by responsibility.
    static let bannedFolders: Set<String> = [
        "Core", "Common", "Utils", "Util", "Helpers", "Helper", "Managers", "Manager", "Engine", "Look", "Misc",
        "Shared",
    ]
    static func findings(in file: SourceFile) -> [Finding] {
        folderFindings(file) + nameFindings(file) + endingFindings(file)
    }

    private static func folderFindings(_ file: SourceFile) -> [Finding] {
        file.path.split(separator: "/").dropLast().map(String.init).filter(bannedFolders.contains).map {
            Finding(path: file.path, line: 1, message: "folder \($0): name it by its responsibility")
        }
    }

    private static func nameFindings(_ file: SourceFile) -> [Finding] {
        declaredNames(in: file.code).flatMap { line, name in
            words(of: name).compactMap { word in
                banned[word].map {
                    Finding(path: file.path, line: line, message: "\(name): say \($0) instead of \(word)")
                }
            }
        }
    }

    private static func endingFindings(_ file: SourceFile) -> [Finding] {
        NameRules.declaredTypes(in: file.code).filter { type in bannedEndings.contains(where: type.name.hasSuffix) }
            .map { Finding(path: file.path, line: $0.line, message: "type \($0.name): name it by what it does") }
    }

    /// Types, functions, properties, cases and type aliases, each with its line.
    static func declaredNames(in code: String) -> [(line: Int, name: String)] {
        let keywords: Set<Substring> = [
            "struct", "class", "enum", "actor", "protocol", "typealias", "func", "var", "let", "case",
        ]
        return code.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { index, text in
            let names = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }
            return zip(names, names.dropFirst()).filter { keywords.contains($0.0) && !keywords.contains($0.1) }
                .map { (line: index + 1, name: String($0.1)) }
        }
    }

    /// `takeLeaseToken` holds take, lease and token; `HTTPRoutes` http and routes.
    static func words(of name: String) -> [String] {
        name.split(separator: "_").flatMap { part in
            let letters = Array(part)
            let starts = letters.indices.filter { startsWord(letters, at: $0) }
            return zip(starts, starts.dropFirst() + [letters.count]).map { String(letters[$0..<$1]).lowercased() }
        }
    }

    private static func startsWord(_ letters: [Character], at index: Int) -> Bool {
        guard index > 0 else { return true }
        guard letters[index].isUppercase else { return false }
        return !letters[index - 1].isUppercase || (index + 1 < letters.count && letters[index + 1].isLowercase)
    }
}
