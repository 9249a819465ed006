import Matters
import SandboxKit
import Storage
import Webhooks

/// A record as JSON: in the REST envelope, and in the body of a webhook.
enum Presentation {
    /// The firm's UTC offset: Brisbane has no daylight saving time.
    static let offsetMinutes = 600

    /// The REST format: attributes beside the id, relations as ids under `links`.
    static func object(_ record: ActionStepRecord, _ selection: FieldSelection = .init()) -> JSONValue {
        let id = record.integer("id").map(JSONValue.integer) ?? .string(record.idText)
        var members = JSONValue.Members([(name: "id", value: id)])
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

    /// The JSON:API format of a webhook's body; a missing relation is null.
    static func resourceObject(_ record: ActionStepRecord) -> JSONValue {
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

    static func day(_ milliseconds: Int64) -> String { String(timestamp(milliseconds).prefix(10)) }

    /// The day in the firm's time zone.
    static func date(of moment: Instant) -> CalendarDate {
        CalendarDate(daysSinceEpoch: (moment.milliseconds + Int64(offsetMinutes) * 60_000) / 86_400_000)
    }

    private static func attribute(_ field: Field, of record: ActionStepRecord, inHook: Bool = false) -> JSONValue {
        if case .fixed(let value) = field.kind { return value }
        switch (field.kind, record[field.column]) {
        case (.flag, .integer(let flag)): return flag == 0 ? "F" : "T"
        case (.timestamp, .integer(let moment)): return .string(timestamp(moment))
        case (.day, .integer(let moment)): return .string(day(moment))
        case (.decimal, .integer(let digits)):
            let number = FixedPoint(tenThousandths: digits)
            return inHook ? .string(number.text) : number.number
        case (_, .integer(let number)): return .integer(number)
        case (_, .text(let text)): return .string(text)
        default: return .null
        }
    }

    private static func linkIDs(_ link: Link, of record: ActionStepRecord) -> JSONValue {
        guard link.isStored, let text = record[link.column].plainText else { return .null }
        guard link.kind == .ids else { return .string(text) }
        return text.isEmpty ? .null : .array(text.split(separator: ",").map { .string(String($0)) })
    }

    private static func relation(_ link: Link, of record: ActionStepRecord) -> JSONValue {
        func named(_ id: JSONValue) -> JSONValue { ["type": .string(link.target), "id": id] }
        return switch linkIDs(link, of: record) {
        case .array(let ids): ["data": .array(ids.map(named))]
        case .null: .null
        case let id: ["data": named(id)]
        }
    }
}

/// The `fields` parameter.
struct FieldSelection: Sendable {
    /// Nil without the parameter: all fields but the additional ones.
    var names: Set<String>?

    func shows(_ field: Field) -> Bool { shows(field.name, byDefault: !field.isAdditional) }
    func shows(_ link: Link) -> Bool { shows(link.name, byDefault: true) }

    private func shows(_ name: String, byDefault: Bool) -> Bool {
        guard let names else { return byDefault }
        return names.contains(name) || (byDefault && names.contains(":default"))
    }
}
