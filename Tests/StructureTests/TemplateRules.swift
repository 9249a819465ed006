/// Templates, styles and scripts are files, which editors colour and designers find: none stands in Swift source.
enum TemplateRules {
    /// What a page is written with and Swift never is.
    private static let marks = ["{{", "</", "<!doctype", "<!DOCTYPE", "addEventListener("]

    /// `Templating` reads the marks.
    static func findings(in file: SourceFile) -> [Finding] {
        guard file.module != "Templating" else { return [] }
        return findings(inStringsOf: file)
    }

    private static func findings(inStringsOf file: SourceFile) -> [Finding] {
        file.stringLines.compactMap { number, line in
            marks.first(where: line.contains).map {
                Finding(
                    path: file.path, line: number,
                    message: "`\($0)` in a string: templates are files beside their routes")
            }
        }
    }
}
