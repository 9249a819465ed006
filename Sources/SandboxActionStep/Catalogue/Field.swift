import Storage
import Webhooks

/// An attribute of a resource.
struct Field: Sendable {
    enum Kind: Sendable {
        case text
        /// An enumeration.
        case choice([String])
        case number
        /// A decimal number; a string in the body of a webhook.
        case decimal
        /// `"T"` or `"F"` in JSON.
        case flag
        /// Written with the firm's offset; in a filter UTC.
        case timestamp
        /// A timestamp of which only the date is written.
        case day
        /// A date, stored as `yyyy-MM-dd`.
        case date
        /// Not stored: the same value in every row.
        case fixed(JSONValue)
    }

    let name: String
    let kind: Kind
    /// Of the table; computed once, because every row that is read or written needs it.
    let column: String
    let isWritable: Bool
    /// Must not be empty.
    let isRequired: Bool
    /// Written only when `fields` asks for it.
    let isAdditional: Bool
    /// The default in a new record.
    let initial: SQLValue

    init(
        _ name: String, _ kind: Kind, isWritable: Bool = false, isRequired: Bool = false, isAdditional: Bool = false,
        initially initial: SQLValue = .null
    ) {
        self.name = name
        self.kind = kind
        self.initial = initial
        column = snakeCase(name)
        self.isWritable = isWritable || isRequired
        self.isRequired = isRequired
        self.isAdditional = isAdditional
    }

    var isStored: Bool { if case .fixed = kind { false } else { true } }
}

/// A relation to another resource. Its ids are strings in JSON, even where the resource's own id is a number.
struct Link: Sendable {
    enum Kind: Sendable {
        case number
        case text
        /// Comma-separated ids in one column, an array or null in JSON.
        case list
        /// Not stored: null in every row.
        case absent
    }

    let name: String
    let target: String
    let kind: Kind
    let column: String
    let isWritable: Bool
    let isRequired: Bool

    init(_ name: String, to target: String, _ kind: Kind, isWritable: Bool = false, isRequired: Bool = false) {
        self.name = name
        self.target = target
        self.kind = kind
        column = snakeCase(name) + "_id"
        self.isWritable = isWritable || isRequired
        self.isRequired = isRequired
    }

    var isStored: Bool { if case .absent = kind { false } else { true } }

    /// Parses the stored ids.
    func ids(_ stored: String) -> [String] {
        if case .list = kind { stored.split(separator: ",").map(String.init) } else { [stored] }
    }
}

/// `modifiedTimestamp` → `modified_timestamp`, the column of the field.
private func snakeCase(_ name: String) -> String {
    name.reduce(into: "") { text, character in
        if character.isUppercase { text += "_" + character.lowercased() } else { text.append(character) }
    }
}
