import Matters
import Storage

/// The lists that hang on matters, read for many matters at once and handed out one matter at a time.
struct MatterLists {
    private var parties: [String: [Party]] = [:]
    private var documents: [String: [Document]] = [:]
    private var documentIDs: [String: [SourceRef: String]] = [:]
    private var notes: [String: [Note]] = [:]
    private var values: [String: [DataValue]] = [:]
    private var history: [String: [Matter.StepEntry]] = [:]
    private var tasks: [String: [MatterTask]] = [:]
    private var timeEntries: [String: [TimeEntry]] = [:]
    private var disbursements: [String: [Disbursement]] = [:]

    /// Which values of data collections are read.
    enum Values {
        case all
        /// Those that a line in a list of matters is made from.
        case ofLine(FactPlaces)

        var condition: String {
            switch self {
            case .all: ""
            case .ofLine(let places):
                "AND (collection IN (\(Self.quoted(places.itemCollections))) "
                    + "OR field IN (\(Self.quoted(places.settlementDateFields))))"
            }
        }

        private static func quoted(_ names: Set<String>) -> String {
            names.sorted().map { "'\($0.replacing("'", with: "''"))'" }.joined(separator: ", ")
        }
    }

    /// - Parameter facets: which lists to read; step history comes with the details.
    init(
        ids: [String], firmID: String, including facets: Facets, values wanted: Values = .all, in reading: any Reading
    ) throws {
        let source = ListSource(firmID: firmID, list: SQLList(ids, from: 2), reading: reading)
        if facets.contains(.details) {
            history = try source.lists("step_ref, step_name, entered_at", "step_history", order: "seq", Self.entry)
        }
        if facets.contains(.parties) {
            parties = try source.lists(
                "ref, role_name, person_ref, name, company, email, phone", "parties", order: "role_name, name, ref",
                Self.party)
        }
        if facets.contains(.documents) { try readDocuments(from: source) }
        if facets.contains(.notes) {
            notes = try source.lists(
                "ref, text, author, is_system, noted_at, tags", "notes", order: "noted_at DESC NULLS LAST, ref DESC",
                Self.note)
        }
        if facets.contains(.values) {
            values = try source.lists(
                "ref, collection, collection_label, field, field_label, record_ref, data_type, text, form_order",
                "data_values", where: wanted.condition, order: "collection, record_ref, form_order, field", Self.value)
        }
        if facets.contains(.tasks) {
            tasks = try source.lists(
                "ref, name, status, is_done, priority, assignee, due_on, completed_on", "tasks",
                order: "is_done, due_on NULLS LAST, ref", Self.task)
        }
        if facets.contains(.money) { try readMoney(from: source) }
    }

    private mutating func readDocuments(from source: ListSource) throws {
        try source.each(
            "ref, document_id, name, file_type, size_bytes, created_at, modified_at, has_file, folder, tags",
            "documents", order: "created_at DESC NULLS LAST, ref"
        ) {
            documents[$0, default: []].append(Self.document($1))
            documentIDs[$0, default: [:]][$1.text(1)] = $1.text(2)
        }
    }

    private mutating func readMoney(from source: ListSource) throws {
        timeEntries = try source.lists(
            "ref, worked_on, description, person, hours, billable_hours, amount, is_billable", "time_entries",
            order: "worked_on DESC NULLS LAST, ref", Self.timeEntry)
        disbursements = try source.lists(
            "ref, incurred_on, description, quantity, unit_price, includes_tax, is_anticipated", "disbursements",
            order: "incurred_on DESC NULLS LAST, ref", Self.disbursement)
    }

    func fill(_ matter: inout Matter) {
        matter.parties = parties[matter.id] ?? []
        matter.documents = documents[matter.id] ?? []
        matter.documentIDs = documentIDs[matter.id] ?? [:]
        matter.notes = notes[matter.id] ?? []
        matter.values = values[matter.id] ?? []
        matter.history = history[matter.id] ?? []
        matter.tasks = tasks[matter.id] ?? []
        matter.timeEntries = timeEntries[matter.id] ?? []
        matter.disbursements = disbursements[matter.id] ?? []
    }
}

/// The tables from which the lists of some matters are read.
private struct ListSource {
    let firmID: String
    let list: SQLList
    let reading: any Reading

    func each(
        _ columns: String, _ table: String, where condition: String = "", order: String, _ take: (String, Row) -> Void
    ) throws {
        let rows = try reading.rows(
            """
            SELECT matter_id, \(columns) FROM \(table)
            WHERE firm_id = $1 AND matter_id IN (\(list.placeholders)) \(condition) ORDER BY \(order)
            """, [.text(firmID)] + list.values)
        for row in rows { take(row.text(0), row) }
    }

    func lists<Element>(
        _ columns: String, _ table: String, where condition: String = "", order: String, _ read: (Row) -> Element
    ) throws -> [String: [Element]] {
        var lists: [String: [Element]] = [:]
        try each(columns, table, where: condition, order: order) { lists[$0, default: []].append(read($1)) }
        return lists
    }
}
