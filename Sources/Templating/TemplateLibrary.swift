import Mustache

/// All templates, read once at start. A template that does not parse or names a partial that is not there stops the
/// start instead of leaving a hole in a page.
package struct TemplateLibrary: Sendable {
    package struct MissingPartial: Error, Equatable {
        package var template: String
        package var partial: String
    }

    private let library: MustacheLibrary

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
