import Storage
import Webhooks

/// A plain attribute.
struct Field: Sendable {
    enum Kind: Sendable {
        case text
        /// One of these texts.
        case choice([String])
        case number
        /// A number with a fraction; text in the body of a hook.
        case decimal
        /// `"T"` or `"F"` on the wire.
        case flag
        /// With the offset of the firm on the wire; UTC in a filter.
        case timestamp
        /// A moment of which only the day is shown, although the vendor calls it a timestamp.
        case day
        /// A day without a time, stored as `yyyy-MM-dd`.
        case date
        /// Never stored: the same in every row.
        case fixed(JSONValue)
    }

    let name: String
    let kind: Kind
    /// Of the table; made once, for every row that is shown or written asks for it.
    let column: String
    let isWritable: Bool
    /// Never empty.
    let isRequired: Bool
    /// Shown only when asked for by `fields`.
    let isAdditional: Bool
    /// In a new record, when nobody says otherwise.
    let initial: SQLValue

    init(
        _ name: String, _ kind: Kind, isWritable: Bool = false, isRequired: Bool = false, isAdditional: Bool = false,
        initially initial: SQLValue = .null
    ) {
        (self.name, self.kind, self.initial, column) = (name, kind, initial, snakeCase(name))
        (self.isWritable, self.isRequired, self.isAdditional) = (isWritable || isRequired, isRequired, isAdditional)
    }

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
    let column: String
    let isWritable: Bool
    let isRequired: Bool

    init(_ name: String, to target: String, _ kind: Kind, isWritable: Bool = false, isRequired: Bool = false) {
        (self.name, self.target, self.kind, column) = (name, target, kind, snakeCase(name) + "_id")
        (self.isWritable, self.isRequired) = (isWritable || isRequired, isRequired)
    }

    var isStored: Bool { if case .absent = kind { false } else { true } }

    /// The ids that a stored text stands for.
    func ids(_ stored: String) -> [String] {
        if case .list = kind { stored.split(separator: ",").map(String.init) } else { [stored] }
    }
}

/// `modifiedTimestamp` → `modified_timestamp`, so that a column is named as its field is.
private func snakeCase(_ name: String) -> String {
    name.reduce(into: "") { text, character in
        if character.isUppercase { text += "_" + character.lowercased() } else { text.append(character) }
    }
}
