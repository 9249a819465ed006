import FoundationEssentials
import SandboxKit
import Webhooks

/// A page of a list in descending order of row number. Rows that are inserted while a client pages through the list stand
/// before its first page, so no row is repeated or skipped.
struct CursorPage: Sendable, Equatable {
    static let limitDefault = 50
    static let limitMax = 200

    let limit: Int
    /// The number of the last row of the previous page.
    let before: Int64?

    init(_ parameters: [String: String]) throws(LawfficientFailure) {
        let requested = parameters["limit"].flatMap { Int($0.trimmed) }
        limit = requested.flatMap { $0 < 1 ? nil : min($0, Self.limitMax) } ?? Self.limitDefault
        guard let cursor = parameters["cursor"], !cursor.isEmpty else {
            before = nil
            return
        }
        guard let number = Self.number(cursor) else { throw .invalidCursor }
        before = number
    }

    /// - Parameter rows: one row more than the page when there is a next page.
    func document<Row>(_ rows: [Row], number: (Row) -> Int64, json: (Row) -> JSONValue) -> JSONValue {
        let page = rows.prefix(limit)
        let next = rows.count > limit ? page.last.map { Self.cursor(number($0)) } : nil
        return ["data": .array(page.map(json)), "next_cursor": JSONValue(next)]
    }

    /// Opaque, so that clients do not compute cursors.
    private static func cursor(_ number: Int64) -> String {
        Data("before \(number)".utf8).base64EncodedString().replacing("=", with: "")
    }

    private static func number(_ cursor: String) -> Int64? {
        let padding = String(repeating: "=", count: (4 - cursor.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: cursor + padding) else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        return text.hasPrefix("before ") ? Int64(text.dropFirst("before ".count)) : nil
    }
}
