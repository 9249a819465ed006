import Mustache

/// All templates, parsed once at start. A template that does not parse or refers to a missing partial is an error at
/// start, instead of a gap in a page.
package struct TemplateLibrary: Sendable {
    package struct MissingPartial: Error, Equatable {
        package var template: String
        package var partial: String
    }

    private let library: MustacheLibrary

    /// - Parameter templates: by name.
    /// - Throws: `MissingPartial`, or the library's error for a template that does not parse.
    package init(_ templates: [String: String]) throws {
        MustacheContentTypes.register(StrictHTML(), named: "STRICT_HTML")
        var library = MustacheLibrary()
        for (name, text) in templates {
            for partial in Self.partials(in: text) where templates[partial] == nil {
                throw MissingPartial(template: name, partial: partial)
            }
            try library.register("{{% CONTENT_TYPE: STRICT_HTML}}\n" + text, named: name)
        }
        self.library = library
    }

    /// - Precondition: there is a template of this name.
    package func render(_ model: some Sendable, with template: String) -> String {
        guard let text = library.render(TemplateParts.of(model) ?? model, withTemplate: template) else {
            preconditionFailure("no template \(template)")
        }
        return text
    }

    static func partials(in text: String) -> [String] {
        text.split(separator: "{{", omittingEmptySubsequences: false).dropFirst().compactMap { piece in
            guard let sign = piece.first, sign == ">" || sign == "<" else { return nil }
            let name = piece.dropFirst().prefix { $0 != "}" }
            return String(name.drop { $0 == " " }.prefix { $0 != " " })
        }
    }
}
