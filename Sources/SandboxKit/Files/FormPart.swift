/// The headers of a part of a multipart form.
struct FormPart: Equatable {
    let name: String
    /// Nil for a plain field.
    var fileName: String?
}

extension FormPart {
    /// Nil when the headers are not those of a form part.
    init?(headers: String) {
        // Splits bytes, because CR LF is a single `Character`.
        let lines = headers.utf8.split(separator: UInt8(ascii: "\n")).map { line in
            String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
        }
        var disposition: ParametrisedHeader?
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            guard line[..<colon].lowercased() == "content-disposition" else { continue }
            guard disposition == nil else { return nil }
            disposition = ParametrisedHeader(line[line.index(after: colon)...])
            guard disposition != nil else { return nil }
        }
        guard let disposition, disposition.value.lowercased() == "form-data", let name = disposition.parameters["name"]
        else { return nil }
        self.init(name: name, fileName: disposition.parameters["filename"])
    }
}

/// `value; name=token; name="quoted"`, as Content-Type and Content-Disposition are written.
struct ParametrisedHeader {
    let value: String
    /// Names in lower case.
    private(set) var parameters: [String: String] = [:]

    /// Nil when it is malformed or repeats a parameter.
    init?(_ text: some StringProtocol) {
        var rest = Substring(text)
        value = rest.prefix { $0 != ";" }.trimmed
        rest = rest.drop { $0 != ";" }
        while rest.popFirst() == ";" {
            guard let (name, content) = Self.parameter(&rest), parameters.updateValue(content, forKey: name) == nil
            else { return nil }
            rest = rest.drop { $0 == " " || $0 == "\t" }
        }
        guard rest.isEmpty, !value.isEmpty else { return nil }
    }

    private static func parameter(_ rest: inout Substring) -> (name: String, value: String)? {
        let name = rest.prefix { $0 != "=" && $0 != ";" }.trimmed.lowercased()
        rest = rest.drop { $0 != "=" && $0 != ";" }
        guard !name.isEmpty, rest.popFirst() == "=" else { return nil }
        guard rest.first == "\"" else {
            let value = rest.prefix { $0 != ";" }.trimmed
            rest = rest.drop { $0 != ";" }
            return (name, value)
        }
        rest.removeFirst()
        return quoted(&rest).map { (name, $0) }
    }

    /// A backslash escapes a quote or another backslash. Any other backslash is literal, because browsers do not escape
    /// backslashes in file names.
    private static func quoted(_ rest: inout Substring) -> String? {
        var text = ""
        while let character = rest.popFirst() {
            if character == "\"" { return text }
            if character == "\\", let next = rest.first, next == "\"" || next == "\\" {
                text.append(next)
                rest.removeFirst()
            } else {
                text.append(character)
            }
        }
        return nil
    }
}
