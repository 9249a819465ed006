import FoundationEssentials
import Matters

/// What a person filled in and sent. Each reader refuses, in words for that person, what cannot be taken.
struct Submission: Sendable {
    static let lineCharactersMax = 200
    static let textCharactersMax = 2_000

    let values: [String: String]

    init(_ values: [String: String] = [:]) { self.values = values }

    init(form bytes: [UInt8]) {
        let pairs = FormText.parse(String(decoding: bytes, as: UTF8.self), plusIsSpace: true)
        self.init(Dictionary(pairs.map { ($0.name, $0.value) }) { first, _ in first })
    }

    subscript(name: String) -> String { (values[name] ?? "").trimmed }
    /// Which of the matter's rows the form stands at; empty for a form that adds one.
    var record: String { self["record"] }

    /// Of an uploaded file, which is named `<upload>;<name>`, without its ending.
    var fileName: String {
        let name = self["file"].drop { $0 != ";" }.dropFirst()
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        return String(name[..<dot].prefix(Self.lineCharactersMax))
    }

    func required(_ name: String, _ label: String, max: Int = lineCharactersMax) throws -> String {
        let text = try optional(name, label, max: max)
        guard !text.isEmpty else { throw RESTFailure.badRequest("\(label) is missing.") }
        return text
    }

    func optional(_ name: String, _ label: String, max: Int = lineCharactersMax) throws -> String {
        guard self[name].count <= max else {
            throw RESTFailure.badRequest("\(label) is too long: at most \(max) characters.")
        }
        return self[name]
    }

    func date(_ name: String, _ label: String) throws -> CalendarDate {
        guard let date = CalendarDate(self[name]) else {
            throw RESTFailure.badRequest("\(label) is no date: write it as 2026-05-31.")
        }
        return date
    }

    func decimal(_ name: String, _ label: String) throws -> FixedPoint {
        guard let number = FixedPoint(self[name]) else {
            throw RESTFailure.badRequest("\(label) must be a number, such as 0.5 or 24.50.")
        }
        return number
    }

    /// Enough to find typing slips: something, one @, something with a dot.
    func mailAddress(_ name: String, _ label: String) throws -> String {
        let text = try optional(name, label)
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let isAddress = parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !text.contains(" ")
        guard text.isEmpty || isAddress else {
            throw RESTFailure.badRequest("\(label) is no mail address: write it as name@example.com.")
        }
        return text
    }
}
