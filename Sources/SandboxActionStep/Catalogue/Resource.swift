import Records
import Storage

/// The description of a REST resource, used by the handler, the filters, the presentation and the events. Its table has a
/// column for every stored field and link.
struct Resource: Sendable {
    enum IDKind: Sendable, Equatable {
        case number
        /// Text that the system chooses.
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

    /// The events of a change; nil where the vendor sends none.
    struct Events: Sendable {
        var created: String?
        var updated: String?
        var deleted: String?
    }

    let name: String
    let id: IDKind
    let fields: [Field]
    let links: [Link]
    let verbs: Verbs
    let events: Events
    /// Of the table, without `firm_id`; the id is first.
    let columns: [String]
    /// The defaults of a new record, in the order of the columns.
    let initialValues: [SQLValue]
    private let columnIndexes: [String: Int]

    init(
        _ name: String, id: IDKind, fields: KeyValuePairs<String, Field>, links: KeyValuePairs<String, Link> = [:],
        verbs: Verbs = [], events: Events = .init()
    ) {
        self.name = name
        self.id = id
        self.fields = fields.map { $1.named($0) }
        self.links = links.map { $1.named($0, suffix: "_id") }
        self.verbs = verbs
        self.events = events
        let storedFields = self.fields.filter(\.isStored)
        let storedLinks = self.links.filter(\.isStored)
        columns = ["id"] + storedFields.map(\.column) + storedLinks.map(\.column)
        initialValues = [.null] + storedFields.map(\.initial) + storedLinks.map { _ in .null }
        columnIndexes = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
    }

    var table: String { "actionstep_" + name }
    /// Whether deletion only marks a row, which lists then leave out unless it is requested.
    var keepsDeleted: Bool { field("isDeleted")?.isStored == true }
    func index(of column: String) -> Int? { columnIndexes[column] }
    func field(_ name: some StringProtocol) -> Field? { fields.first { $0.name == name } }
    func link(_ name: some StringProtocol) -> Link? { links.first { $0.name == name } }
    func member(_ name: String) -> (any ResourceMember)? { field(name) ?? link(name) }

    /// Parses an id from a URL or a body; nil when it cannot be an id of this resource.
    func idValue(_ text: some StringProtocol) -> SQLValue? {
        switch id {
        case .number: Int64(text).map(SQLValue.integer)
        case .text, .joined: text.isEmpty ? nil : .text(String(text))
        }
    }
}

/// The status of a matter, as the API writes it.
enum MatterStatus: String, StoredState, CaseIterable {
    case active = "Active"
    case inactive = "Inactive"
    case template = "Template"
    case closed = "Closed"
}

/// The status of a task, as the API writes it.
enum TaskStatus: String, StoredState, CaseIterable {
    case incomplete = "Incomplete"
    case complete = "Complete"
    case hidden = "Hidden"
    case deleted = "Deleted"
}

extension StoredState where RawValue == String {
    var stored: SQLValue { .text(rawValue) }
}
