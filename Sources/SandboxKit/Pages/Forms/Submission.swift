import FoundationEssentials
package import Hummingbird
package import Matters

/// A submitted form. Each reader throws a `RequestFailure` with a text for the user when a value is invalid.
package struct Submission: Sendable {
    /// Of a form without a file.
    package static let formBytesMax = 32_768
    package static let lineCharactersMax = 200
    package static let textCharactersMax = 2_000

    package let values: [String: String]

    package init(_ values: [String: String] = [:]) { self.values = values }

    /// - Throws: `RequestFailure.tooLarge`, or the error of the request body.
    package init(_ request: Request) async throws {
        self.init(try await request.form(upTo: Self.formBytesMax))
    }

    package subscript(name: String) -> String { (values[name] ?? "").trimmed }
    /// The id of the row that the form changes; empty for a form that adds one.
    package var record: String { self["record"] }

    /// The name of the uploaded file, `<upload>;<name>`, without its extension.
    package var fileName: String {
        let name = self["file"].drop { $0 != ";" }.dropFirst()
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        return String(name[..<dot].prefix(Self.lineCharactersMax))
    }

    package func required(_ name: String, _ label: String, max: Int = lineCharactersMax) throws -> String {
        let text = try optional(name, label, max: max)
        guard !text.isEmpty else { throw RequestFailure.badRequest("\(label) is missing.") }
        return text
    }

    package func optional(_ name: String, _ label: String, max: Int = lineCharactersMax) throws -> String {
        guard self[name].count <= max else {
            throw RequestFailure.badRequest("\(label) is too long: at most \(max) characters.")
        }
        return self[name]
    }

    package func date(_ name: String, _ label: String) throws -> CalendarDate {
        guard let date = CalendarDate(self[name]) else {
            throw RequestFailure.badRequest("\(label) is no date: write it as 2026-05-31.")
        }
        return date
    }

    /// `09:30` for `9:30`.
    package func timeOfDay(_ name: String, _ label: String) throws -> String {
        let parts = self[name].split(separator: ":", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.utf8.allSatisfy { (48...57).contains($0) } ? Int($0) : nil }
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2, numbers.count == 2,
            numbers[0] < 24, numbers[1] < 60
        else { throw RequestFailure.badRequest("\(label) is no time of day: write it as 14:30.") }
        return (parts[0].count == 1 ? "0" : "") + self[name]
    }

    package func decimal(_ name: String, _ label: String, max: FixedPoint?) throws -> FixedPoint {
        guard let number = FixedPoint(self[name]) else {
            throw RequestFailure.badRequest("\(label) must be a number, such as 0.5 or 24.50.")
        }
        if let max, !number.isFrom0(to: max) {
            throw RequestFailure.badRequest("\(label) must be from 0 to \(max.wholeText).")
        }
        return number
    }

    /// Empty for none.
    package func mailAddress(_ name: String, _ label: String) throws -> String {
        let text = try optional(name, label)
        guard text.isEmpty || text.isMailAddress else {
            throw RequestFailure.badRequest("\(label) is no mail address: write it as name@example.com.")
        }
        return text
    }
}
