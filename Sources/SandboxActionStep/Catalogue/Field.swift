import Storage
import Webhooks

/// A field or a link of a resource, described as a kind with modifiers, such as `.text.required`.
protocol ResourceMember: Sendable {
    var kind: MemberKind { get }
    var name: String { get set }
    /// Of the table; computed once, because every row that is read or written needs it.
    var column: String { get set }
    var isWritable: Bool { get set }
    /// Must not be empty.
    var isRequired: Bool { get set }
}

enum MemberKind: Sendable, Equatable {
    case text
    case choice([String])
    case number, decimal, flag, timestamp, day, date
    /// Comma-separated ids in one column.
    case ids
    case fixed(JSONValue)
}

extension ResourceMember {
    var isStored: Bool { if case .fixed = kind { false } else { true } }
    var writable: Self { with { $0.isWritable = true } }
    /// Also writable.
    var required: Self { writable.with { $0.isRequired = true } }

    /// - Parameter suffix: of the column.
    func named(_ name: String, suffix: String = "") -> Self {
        with {
            $0.name = name
            $0.column = snakeCase(name) + suffix
        }
    }

    fileprivate func with(_ change: (inout Self) -> Void) -> Self {
        var changed = self
        change(&changed)
        return changed
    }
}

/// An attribute of a resource.
struct Field: ResourceMember {
    let kind: MemberKind
    var name = ""
    var column = ""
    var isWritable = false
    var isRequired = false
    /// Written only when `fields` asks for it.
    var isAdditional = false
    /// The default in a new record.
    var initial = SQLValue.null

    static let text = Field(kind: .text)
    /// An enumeration.
    static func choice(_ values: [String]) -> Field { Field(kind: .choice(values)) }
    static let number = Field(kind: .number)
    /// A decimal number; a string in the body of a webhook.
    static let decimal = Field(kind: .decimal)
    /// `"T"` or `"F"` in JSON.
    static let flag = Field(kind: .flag)
    /// Written with the firm's offset; in a filter UTC.
    static let timestamp = Field(kind: .timestamp)
    /// A timestamp of which only the date is written.
    static let day = Field(kind: .day)
    /// A date, stored as `yyyy-MM-dd`.
    static let date = Field(kind: .date)
    /// Not stored: the same value in every row.
    static func fixed(_ value: JSONValue) -> Field { Field(kind: .fixed(value)) }
    static let null = fixed(.null)

    var additional: Field { with { $0.isAdditional = true } }
    func initially(_ value: SQLValue) -> Field { with { $0.initial = value } }
}

/// A relation to another resource. Its ids are strings in JSON, even where the resource's own id is a number.
struct Link: ResourceMember {
    let target: String
    let kind: MemberKind
    var name = ""
    var column = ""
    var isWritable = false
    var isRequired = false

    static func number(_ target: String) -> Link { Link(target: target, kind: .number) }
    static func text(_ target: String) -> Link { Link(target: target, kind: .text) }
    /// An array or null in JSON.
    static func list(_ target: String) -> Link { Link(target: target, kind: .ids) }
    /// Not stored: null in every row.
    static func absent(_ target: String) -> Link { Link(target: target, kind: .fixed(.null)) }

    /// Parses the stored ids.
    func ids(_ stored: String) -> [String] { kind == .ids ? stored.split(separator: ",").map(String.init) : [stored] }
}

/// `modifiedTimestamp` → `modified_timestamp`, the column of the field.
private func snakeCase(_ name: String) -> String {
    name.reduce(into: "") { text, character in
        if character.isUppercase { text += "_" + character.lowercased() } else { text.append(character) }
    }
}
