import Storage
import Webhooks

/// One resource of the REST interface, described once: the handler, the filters, the presentation and the events all
/// follow this description, and its table holds a column for every stored field and link.
struct Resource: Sendable {
    enum IDKind: Sendable { case number, text }

    struct Verbs: OptionSet, Sendable {
        let rawValue: Int
        static let create = Verbs(rawValue: 1)
        static let update = Verbs(rawValue: 2)
        static let delete = Verbs(rawValue: 4)
        static let all: Verbs = [.create, .update, .delete]
    }

    /// What the vendor announces of a change; nil where it announces nothing.
    struct Events: Sendable {
        var created: String?
        var updated: String?
        var deleted: String?
        static let none = Events()
    }

    let name: String
    let id: IDKind
    let fields: [Field]
    let links: [Link]
    let verbs: Verbs
    let events: Events
    /// Of the table, `firm_id` left out; the id is first.
    let columns: [String]
    private let places: [String: Int]

    init(
        _ name: String, id: IDKind, fields: [Field], links: [Link] = [], verbs: Verbs = [], events: Events = .none
    ) {
        (self.name, self.id, self.fields, self.links) = (name, id, fields, links)
        (self.verbs, self.events) = (verbs, events)
        columns = ["id"] + fields.filter(\.isStored).map(\.column) + links.filter(\.isStored).map(\.column)
        places = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
    }

    var table: String { "actionstep_" + name }
    func place(of column: String) -> Int? { places[column] }
    func field(_ name: some StringProtocol) -> Field? { fields.first { $0.name == name } }
    func link(_ name: some StringProtocol) -> Link? { links.first { $0.name == name } }

    /// An id as it stands in a URL or a body; nil when it cannot be one of this resource.
    func idValue(_ text: some StringProtocol) -> SQLValue? {
        switch id {
        case .number: Int64(text).map(SQLValue.integer)
        case .text: text.isEmpty ? nil : .text(String(text))
        }
    }
}

/// A plain attribute.
struct Field: Sendable {
    enum Kind: Sendable {
        case text
        case number
        /// `"T"` or `"F"` on the wire.
        case flag
        /// With the offset of the firm on the wire; UTC in a filter.
        case timestamp
        /// A moment of which only the day is shown, although the vendor calls it a timestamp.
        case day
        /// Never stored: the same in every row.
        case fixed(JSONValue)
    }

    let name: String
    let kind: Kind
    var isWritable = false
    /// Shown only when asked for by `fields`.
    var isAdditional = false

    init(_ name: String, _ kind: Kind, isWritable: Bool = false, isAdditional: Bool = false) {
        (self.name, self.kind, self.isWritable, self.isAdditional) = (name, kind, isWritable, isAdditional)
    }

    var column: String { snakeCase(name) }
    var isStored: Bool { if case .fixed = kind { false } else { true } }
}

/// A relation to another resource; its ids are text on the wire even where the resource shows numbers.
struct Link: Sendable {
    enum Kind: Sendable {
        case number
        case text
        /// Ids joined by commas in one column, an array or null on the wire.
        case list
        /// Never stored: null in every row.
        case absent
    }

    let name: String
    let target: String
    let kind: Kind
    var isWritable = false
    var isRequired = false

    init(_ name: String, to target: String, _ kind: Kind, isWritable: Bool = false, isRequired: Bool = false) {
        (self.name, self.target, self.kind) = (name, target, kind)
        (self.isWritable, self.isRequired) = (isWritable || isRequired, isRequired)
    }

    var column: String { snakeCase(name) + "_id" }
    var isStored: Bool { if case .absent = kind { false } else { true } }
}

/// `modifiedTimestamp` → `modified_timestamp`, so that a column is named as its field is.
private func snakeCase(_ name: String) -> String {
    name.reduce(into: "") { text, character in
        if character.isUppercase { text += "_" + character.lowercased() } else { text.append(character) }
    }
}
