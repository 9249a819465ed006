import Matters
import SandboxKit
import Storage
import Webhooks

/// How a record looks on the wire: in the REST envelope, and inside a hook's body.
enum Presentation {
    /// The firm sits in Brisbane, where the clocks never change.
    static let offsetMinutes = 600

    /// The REST shape: attributes side by side with the id, relations as ids under `links`.
    static func object(_ record: Record, _ selection: FieldSelection = .init()) -> JSONValue {
        var members = JSONValue.Members([(name: "id", value: rootID(record))])
        for field in record.resource.fields where selection.shows(field) {
            members.entries.append((name: field.name, value: attribute(field, of: record)))
        }
        let links = record.resource.links.filter { selection.shows($0) }
        if !links.isEmpty {
            let entries = links.map { (name: $0.name, value: linkIDs($0, of: record)) }
            members.entries.append((name: "links", value: .object(.init(entries))))
        }
        return .object(members)
    }

    /// The JSON:API shape of a hook's body; a relation that is missing is null itself.
    static func resourceObject(_ record: Record) -> JSONValue {
        let resource = record.resource
        let attributes = resource.fields.filter { !$0.isAdditional }
            .map { (name: $0.name, value: attribute($0, of: record, inHook: true)) }
        let relations = resource.links.map { (name: $0.name, value: relation($0, of: record)) }
        return [
            "type": .string(resource.name), "id": .string(record.idText),
            "attributes": .object(.init(attributes)), "relationships": .object(.init(relations)),
        ]
    }

    static func timestamp(_ milliseconds: Int64) -> String {
        Instant(milliseconds: milliseconds).iso8601(offsetMinutes: offsetMinutes, fractionDigits: 0)
    }

    private static func rootID(_ record: Record) -> JSONValue {
        if case .integer(let number) = record.id { .integer(number) } else { .string(record.idText) }
    }

    private static func attribute(_ field: Field, of record: Record, inHook: Bool = false) -> JSONValue {
        if case .fixed(let value) = field.kind { return value }
        switch (field.kind, record[field.column]) {
        case (.flag, .integer(let flag)): return flag == 0 ? "F" : "T"
        case (.timestamp, .integer(let moment)): return .string(timestamp(moment))
        case (.day, .integer(let moment)): return .string(String(timestamp(moment).prefix(10)))
        case (.decimal, .integer(let digits)):
            let number = FixedPoint(tenThousandths: digits)
            return inHook ? .string(number.text) : number.number
        case (_, .integer(let number)): return .integer(number)
        case (_, .text(let text)): return .string(text)
        default: return .null
        }
    }

    private static func linkIDs(_ link: Link, of record: Record) -> JSONValue {
        guard link.isStored, let text = record[link.column].plainText else { return .null }
        guard case .list = link.kind else { return .string(text) }
        return text.isEmpty ? .null : .array(text.split(separator: ",").map { .string(String($0)) })
    }

    private static func relation(_ link: Link, of record: Record) -> JSONValue {
        func named(_ id: JSONValue) -> JSONValue { ["type": .string(link.target), "id": id] }
        return switch linkIDs(link, of: record) {
        case .array(let ids): ["data": .array(ids.map(named))]
        case .null: .null
        case let id: ["data": named(id)]
        }
    }
}

/// What the `fields` parameter asks for.
struct FieldSelection: Sendable {
    /// Nil when nothing was asked for: all but the additional fields.
    var names: Set<String>?

    func shows(_ field: Field) -> Bool { shows(field.name, byDefault: !field.isAdditional) }
    func shows(_ link: Link) -> Bool { shows(link.name, byDefault: true) }

    private func shows(_ name: String, byDefault: Bool) -> Bool {
        guard let names else { return byDefault }
        return names.contains(name) || (byDefault && names.contains(":default"))
    }
}
