import Storage
import Webhooks

/// One resource of the REST interface, described once: the handler, the filters, the presentation and the events all
/// follow this description, and its table holds a column for every stored field and link.
struct Resource: Sendable {
    enum IDKind: Sendable, Equatable {
        case number
        /// Chosen by the system.
        case text
        /// The values of these columns, joined by `--`.
        case joined([String])
    }

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
    /// What a new record holds where nobody says otherwise, in the order of the columns.
    let initialValues: [SQLValue]
    private let places: [String: Int]

    init(
        _ name: String, id: IDKind, fields: [Field], links: [Link] = [], verbs: Verbs = [], events: Events = .none
    ) {
        (self.name, self.id, self.fields, self.links) = (name, id, fields, links)
        (self.verbs, self.events) = (verbs, events)
        columns = ["id"] + fields.filter(\.isStored).map(\.column) + links.filter(\.isStored).map(\.column)
        initialValues =
            [.null] + fields.filter(\.isStored).map(\.initial) + links.filter(\.isStored).map { _ in .null }
        places = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
    }

    var table: String { "actionstep_" + name }
    /// Its deleted rows stay, marked, and are left out unless they are asked for.
    var keepsDeleted: Bool { field("isDeleted")?.isStored == true }
    func place(of column: String) -> Int? { places[column] }
    func field(_ name: some StringProtocol) -> Field? { fields.first { $0.name == name } }
    func link(_ name: some StringProtocol) -> Link? { links.first { $0.name == name } }

    /// An id as it stands in a URL or a body; nil when it cannot be one of this resource.
    func idValue(_ text: some StringProtocol) -> SQLValue? {
        switch id {
        case .number: Int64(text).map(SQLValue.integer)
        case .text, .joined: text.isEmpty ? nil : .text(String(text))
        }
    }
}
