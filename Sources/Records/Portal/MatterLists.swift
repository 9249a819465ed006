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

    /// - Parameter facets: which lists to read; step history comes with the details.
    init(ids: [String], firmID: String, including facets: Facets, in reading: any Reading) throws {
        let list = SQLList(ids, from: 2)
        func each(_ columns: String, _ table: String, order: String, _ take: (String, Row) -> Void)
            throws
        {
            let rows = try reading.rows(
                """
                SELECT matter_id, \(columns) FROM \(table)
                WHERE firm_id = $1 AND matter_id IN (\(list.placeholders)) ORDER BY \(order)
                """, [.text(firmID)] + list.values)
            for row in rows { take(row.text(0), row) }
        }
        if facets.contains(.parties) {
            try each(
                "ref, role_name, person_ref, name, company, email, phone", "parties",
                order: "role_name, name, ref"
            ) { parties[$0, default: []].append(Self.party($1)) }
        }
        if facets.contains(.documents) {
            try each(
                "ref, document_id, name, file_type, size_bytes, created_at, modified_at, has_file",
                "documents",
                order: "created_at DESC NULLS LAST, ref"
            ) {
                documents[$0, default: []].append(Self.document($1))
                documentIDs[$0, default: [:]][$1.text(1)] = $1.text(2)
            }
        }
        if facets.contains(.notes) {
            try each("ref, text, author, is_system, noted_at", "notes", order: "noted_at DESC NULLS LAST, ref DESC") {
                notes[$0, default: []].append(Self.note($1))
            }
        }
        if facets.contains(.values) {
            try each(
                "ref, collection, collection_label, field, field_label, record_ref, data_type, text, form_order",
                "data_values", order: "collection, record_ref, form_order, field"
            ) { values[$0, default: []].append(Self.value($1)) }
        }
        if facets.contains(.details) {
            try each("step_ref, step_name, entered_at", "step_history", order: "seq") {
                history[$0, default: []].append(Self.entry($1))
            }
        }
    }

    func fill(_ matter: inout Matter) {
        matter.parties = parties[matter.id] ?? []
        matter.documents = documents[matter.id] ?? []
        matter.documentIDs = documentIDs[matter.id] ?? [:]
        matter.notes = notes[matter.id] ?? []
        matter.values = values[matter.id] ?? []
        matter.history = history[matter.id] ?? []
    }

    private static func party(_ row: Row) -> Party {
        Party(
            ref: row.text(1), roleName: row.text(2), personRef: row.text(3), name: row.text(4),
            company: row.optionalText(5), email: row.optionalText(6), phone: row.optionalText(7))
    }

    private static func document(_ row: Row) -> Document {
        Document(
            ref: row.text(1), name: row.text(3), fileType: row.optionalText(4), sizeBytes: row.integer(5),
            createdAt: row.optionalInteger(6).map(Instant.init(milliseconds:)),
            modifiedAt: row.optionalInteger(7).map(Instant.init(milliseconds:)), hasFile: row.flag(8))
    }

    private static func note(_ row: Row) -> Note {
        Note(
            ref: row.text(1), text: row.text(2), author: row.optionalText(3), isSystem: row.flag(4),
            notedAt: row.optionalInteger(5).map(Instant.init(milliseconds:)))
    }

    private static func value(_ row: Row) -> DataValue {
        DataValue(
            ref: row.text(1), collection: row.text(2), collectionLabel: row.text(3), field: row.text(4),
            fieldLabel: row.text(5), recordRef: row.text(6), dataType: row.text(7),
            text: row.optionalText(8),
            order: row.int(9))
    }

    private static func entry(_ row: Row) -> Matter.StepEntry {
        Matter.StepEntry(
            stepRef: row.text(1), stepName: row.text(2), enteredAt: Instant(milliseconds: row.integer(3)))
    }
}
