import Mustache

/// All templates, read once at start. A template that does not parse or names a partial that is not there stops the
/// start instead of leaving a hole in a page.
struct TemplateLibrary: Sendable {
    struct MissingPartial: Error, Equatable {
        var template: String
        var partial: String
    }

    private let library: MustacheLibrary

    init(_ templates: [String: String]) throws {
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

    func render(_ model: some Sendable, with template: String) -> String {
        guard let text = library.render(model, withTemplate: template) else {
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

/// Escapes byte by byte.
///
/// The library's own escaping goes character by character, and a quote with a combining accent behind it is another
/// character than a quote: it passes unescaped, and a name from outside could end an attribute and begin its own.
struct StrictHTML: MustacheContentType {
    func escapeText(_ text: String) -> String {
        var escaped: [UInt8] = []
        escaped.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "<"): escaped += "&lt;".utf8
            case UInt8(ascii: ">"): escaped += "&gt;".utf8
            case UInt8(ascii: "&"): escaped += "&amp;".utf8
            case UInt8(ascii: "\""): escaped += "&quot;".utf8
            case UInt8(ascii: "'"): escaped += "&#39;".utf8
            default: escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}
