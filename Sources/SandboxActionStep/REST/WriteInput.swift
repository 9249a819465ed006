import Matters
import SandboxKit
import Storage
import Webhooks

/// The writable values of one row of a body. Read-only members are ignored, because clients send back what they have
/// read.
struct WriteInput {
    private(set) var values: [String: SQLValue] = [:]
    private let resource: Resource

    init(_ row: JSONValue, for resource: Resource, isNew: Bool) throws {
        self.resource = resource
        for field in resource.fields where field.isWritable {
            if let value = row[field.name] { values[field.column] = try Self.value(value, of: field) }
            try requireValue(of: field, isNew: isNew)
        }
        for link in resource.links where link.isWritable {
            let value = row["links"]?[link.name]
            if let value, isNew || !link.isRequired { values[link.column] = try Self.id(value, of: link) }
            if isNew, link.isRequired, values[link.column, default: .null] == .null {
                throw RequestFailure.badRequest("links.\(link.name) is needed")
            }
        }
    }

    private func requireValue(of field: Field, isNew: Bool) throws {
        guard field.isRequired, isNew || values[field.column] != nil else { return }
        let value = values[field.column] ?? field.initial
        guard value != .null, value != .text("") else { throw RequestFailure.badRequest("\(field.name) is needed") }
    }

    /// The target of a link must exist.
    func checkLinks(in change: ActionStepChange) throws {
        for link in resource.links where link.isWritable {
            guard let stored = values[link.column]?.plainText, let target = Catalogue.resource(link.target) else {
                continue
            }
            for id in link.ids(stored) where try ActionStepTables.find(target, text: id, in: change.transaction) == nil
            {
                throw RequestFailure.badRequest("links.\(link.name): \(link.target) \(id) does not exist")
            }
        }
    }

    private static func value(_ value: JSONValue, of field: Field) throws -> SQLValue {
        if value.isNull { return .null }
        let stored: SQLValue? =
            switch field.kind {
            case .number: value.scalarText.flatMap { Int64($0) }.map(SQLValue.integer)
            case .flag: value.string.flatMap { ["T": 1, "F": 0][$0] }
            case .decimal: value.scalarText.flatMap { FixedPoint($0)?.stored }
            case .date: value.string.flatMap { CalendarDate($0.prefix(10)).map { .text($0.text) } }
            case .choice(let choices): value.string.flatMap { choices.contains($0) ? .text($0) : nil }
            case .timestamp, .day:
                value.string.flatMap { Instant(iso8601: $0, zoneless: .utc) }.map { .integer($0.milliseconds) }
            case .text, .ids, .fixed: value.scalarText.flatMap(text)
            }
        guard let stored else { throw RequestFailure.badRequest("\(field.name) has a value it cannot take") }
        return stored
    }

    private static func text(_ text: String) -> SQLValue? {
        text.count <= RESTLimits.textCharactersMax ? .text(text) : nil
    }

    private static func id(_ value: JSONValue, of link: Link) throws -> SQLValue {
        if value.isNull { return .null }
        if link.kind == .ids { return try ids(value, of: link) }
        let id = value.scalarText.flatMap { text in link.kind == .text ? .text(text) : Int64(text).map(SQLValue.integer)
        }
        guard let id else { throw RequestFailure.badRequest("links.\(link.name) is not an id") }
        return id
    }

    /// Distinct ids in their order; a single id may come without an array.
    private static func ids(_ value: JSONValue, of link: Link) throws -> SQLValue {
        var seen: [String] = []
        for item in value.array ?? [value] {
            guard let id = item.scalarText.flatMap({ Int64($0) }) else {
                throw RequestFailure.badRequest("links.\(link.name) is not a list of ids")
            }
            if !seen.contains(String(id)) { seen.append(String(id)) }
        }
        guard seen.count <= RESTLimits.linkedIDsMax else {
            throw RequestFailure.badRequest("links.\(link.name) holds at most \(RESTLimits.linkedIDsMax) ids")
        }
        return seen.isEmpty ? .null : .text(seen.joined(separator: ","))
    }
}
