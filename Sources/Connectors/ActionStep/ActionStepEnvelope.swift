import Egress
import Matters
import Webhooks

/// One answer of ActionStep's REST API, with its quirks taken away: a single row comes as an object, none as 204 without
/// a body, flags as `"T"` and `"F"`, ids as numbers or text, relations as `links` or as `relationships`.
///
/// An empty body under any other status is a fault on the way: taken for "no rows" it would make matters look gone.
///
/// URLs in an answer are never followed: their hosts come out doubled. Pages are asked for by number.
struct ActionStepEnvelope: Sendable {
    let records: [ActionStepRecord]
    private let linked: [String: [String: ActionStepRecord]]
    /// Of all pages.
    let recordCount: Int?
    let pageCount: Int?

    init(_ answer: HTTPAnswer, resource: String) throws(PracticeFailure) {
        if let failure = PracticeFailure(answer: answer) { throw failure.naming(resource, in: answer) }
        guard answer.status != 204 else {
            (records, linked, recordCount, pageCount) = ([], [:], 0, 0)
            return
        }
        guard let document = try? JSONReader.parse(answer.body) else { throw .malformed("\(resource): not JSON") }
        guard document.members != nil, let rows = document[resource] else {
            throw .malformed("\(resource): no such member")
        }
        records = try Self.records(rows, resource)
        linked = try Self.linked(document["linked"])
        let paging = document["meta"]?["paging"]?[resource]
        recordCount = paging?["recordCount"]?.scalarText.flatMap { Int($0) }
        pageCount = paging?["pageCount"]?.scalarText.flatMap { Int($0) }
    }

    /// A record that came along because `include` asked for it.
    func linked(_ resource: String, _ id: String?) -> ActionStepRecord? { id.flatMap { linked[resource]?[$0] } }

    private static func records(_ value: JSONValue, _ place: String) throws(PracticeFailure) -> [ActionStepRecord] {
        if value.isNull { return [] }
        var records: [ActionStepRecord] = []
        for (index, row) in (value.array ?? [value]).enumerated() {
            guard let record = ActionStepRecord(row) else { throw .malformed("\(place)[\(index)].id") }
            records.append(record)
        }
        return records
    }

    private static func linked(_ value: JSONValue?) throws(PracticeFailure) -> [String: [String: ActionStepRecord]] {
        var linked: [String: [String: ActionStepRecord]] = [:]
        for entry in value?.members?.entries ?? [] {
            for record in try records(entry.value, "linked.\(entry.name)") {
                linked[entry.name.lowercased(), default: [:]][record.id] = record
            }
        }
        return linked
    }
}

extension PracticeFailure {
    private static let scopeTextBytesMax = 4_096

    /// A 403 for want of a scope says so somewhere in its body, in no settled shape.
    fileprivate func naming(_ resource: String, in answer: HTTPAnswer) -> PracticeFailure {
        guard self == .forbidden,
            String(decoding: answer.body.prefix(Self.scopeTextBytesMax), as: UTF8.self).contains("insufficient_scope")
        else { return self }
        return .insufficientScope(resource)
    }
}

/// One row of any resource.
struct ActionStepRecord: Sendable {
    let id: String
    let json: JSONValue

    init?(_ value: JSONValue) {
        guard let id = value["id"]?.scalarText, !id.isEmpty, !id.contains("\u{0}") else { return nil }
        self.id = id
        json = value
    }

    /// The parts of a composed id such as `70151--27--75165`.
    var idParts: [String] { id.split(separator: "--", omittingEmptySubsequences: false).map(String.init) }

    /// Nil when absent, null or empty. U+0000 is left out: PostgreSQL cannot hold it, and a matter must not fail for it.
    func text(_ field: String) -> String? {
        let text = json[field]?.scalarText.map { $0.contains("\u{0}") ? $0.replacing("\u{0}", with: "") : $0 }
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }

    func integer(_ field: String) -> Int64? { text(field).flatMap { Int64($0) } }

    func flag(_ field: String) -> Bool { json[field]?.bool ?? ["t", "true", "1"].contains(text(field)?.lowercased()) }

    /// Of a number, or of a number that travels as text.
    func decimal(_ field: String) -> ExactDecimal? { text(field).flatMap { ExactDecimal($0) } }

    func instant(_ field: String) -> Instant? { text(field).flatMap { Instant(iso8601: $0) } }

    /// Of a field that is a date, or begins with one: `2026-05-02…`, or `02-May-2026` in some of the vendor's samples.
    func date(_ field: String) -> CalendarDate? {
        text(field).flatMap { CalendarDate($0.prefix(10)) ?? CalendarDate(vendorText: $0) }
    }

    /// The id that a relation points to; of several, the first.
    func link(_ name: String) -> String? { links(name).first }

    /// The ids that a relation points to: an id, `{"id"}`, `{"data"}`, an array of these, or null.
    func links(_ name: String) -> [String] {
        let relation = json["links"]?.relation(name) ?? json["relationships"]?.relation(name)
        guard let target = relation?["data"] ?? relation else { return [] }
        return (target.array ?? [target]).compactMap { one in
            (one["id"] ?? one).scalarText.flatMap { $0.isEmpty || $0.contains("\u{0}") ? nil : $0 }
        }
    }
}

extension JSONValue {
    /// `participantType` and `participant_type` are one name.
    fileprivate func relation(_ name: String) -> JSONValue? {
        self[name] ?? members?.entries.first { $0.name.filter { $0 != "_" }.lowercased() == name.lowercased() }?.value
    }
}

extension CalendarDate {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// Reads `23-May-1987`; nil for anything else.
    fileprivate init?(vendorText text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let month = Self.months.firstIndex(of: parts[1].lowercased()), parts[0].utf8.count <= 2
        else { return nil }
        let (day, number) = (parts[0].utf8.count == 1 ? "0" + parts[0] : String(parts[0]), month + 1)
        self.init("\(parts[2])-\(number < 10 ? "0" : "")\(number)-\(day)")
    }
}
