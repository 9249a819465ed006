import Matters
import Storage

/// The statements that write one matter's rows.
struct MatterRow {
    let firmID: String
    let matterID: String
    let transaction: any Writing

    var key: [SQLValue] { [.text(firmID), .text(matterID)] }

    func write(_ details: MatterDetails) throws {
        try transaction.run(
            """
            UPDATE matters SET reference = $3, name = $4, type_ref = $5, type_name = $6, system_status = $7,
                step_ref = $8, step_name = $9, assigned_to = $10, created_on = $11, modified_at = $12,
                is_deleted = $13, related = $14, is_open = $15, search_text = $16
            WHERE firm_id = $1 AND matter_id = $2
            """,
            key + [
                .text(details.reference), .text(details.name), .text(details.typeRef),
                .text(details.typeName),
                .text(details.systemStatus), SQLValue(details.stepRef), SQLValue(details.stepName),
                SQLValue(details.assignedTo), SQLValue(details.createdOn?.text),
                SQLValue(details.modifiedAt?.milliseconds), SQLValue(details.isDeleted),
                SQLValue(details.related.map(TextList.joined)), SQLValue(details.isOpen),
                .text(Self.searchText(of: details)),
            ])
    }

    /// An entry of an index holds it whole, and some engines take no more than 2,700 bytes in one.
    private static let searchScalarsMax = 400

    private static func searchText(of details: MatterDetails) -> String {
        let text = "\(details.name) \(details.reference)".lowercased()
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(searchScalarsMax)))
    }

    func enter(_ step: Workflow.Step, at moment: Instant) throws {
        try transaction.run(
            """
            INSERT INTO step_history (firm_id, matter_id, seq, step_ref, step_name, entered_at)
            SELECT $1, $2, coalesce(max(seq), 0) + 1, $3, $4, $5 FROM step_history
            WHERE firm_id = $1 AND matter_id = $2
            """, key + [.text(step.ref), .text(step.name), .integer(moment.milliseconds)])
    }

    func write(_ party: Party) throws {
        try transaction.run(
            """
            INSERT INTO parties (firm_id, matter_id, ref, role_name, person_ref, name, company, email, phone)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (firm_id, matter_id, ref) DO UPDATE SET role_name = excluded.role_name,
                person_ref = excluded.person_ref, name = excluded.name, company = excluded.company,
                email = excluded.email, phone = excluded.phone
            """,
            key + [
                .text(party.ref), .text(party.roleName), .text(party.personRef), .text(party.name),
                SQLValue(party.company), SQLValue(party.email), SQLValue(party.phone),
            ])
    }

    func write(_ document: Document, id: String) throws {
        try transaction.run(
            """
            INSERT INTO documents (firm_id, matter_id, ref, document_id, name, file_type, size_bytes, created_at,
                modified_at, has_file, folder, tags)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            ON CONFLICT (firm_id, matter_id, ref) DO UPDATE SET name = excluded.name,
                file_type = excluded.file_type, size_bytes = excluded.size_bytes, created_at = excluded.created_at,
                modified_at = excluded.modified_at, has_file = excluded.has_file,
                folder = excluded.folder, tags = excluded.tags
            """,
            key + [
                .text(document.ref), .text(id), .text(document.name), SQLValue(document.fileType),
                .integer(document.sizeBytes), SQLValue(document.createdAt?.milliseconds),
                SQLValue(document.modifiedAt?.milliseconds), SQLValue(document.hasFile),
                SQLValue(document.filing?.folder), SQLValue(document.filing.map { TextList.joined($0.tags) }),
            ])
    }

    func write(_ note: Note) throws {
        try transaction.run(
            """
            INSERT INTO notes (firm_id, matter_id, ref, text, author, is_system, noted_at, tags)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (firm_id, matter_id, ref) DO UPDATE SET text = excluded.text, author = excluded.author,
                is_system = excluded.is_system, noted_at = excluded.noted_at,
                tags = excluded.tags
            """,
            key + [
                .text(note.ref), .text(note.text), SQLValue(note.author), SQLValue(note.isSystem),
                SQLValue(note.notedAt?.milliseconds), SQLValue(note.tags.map(TextList.joined)),
            ])
    }

    func write(_ value: DataValue) throws {
        try transaction.run(
            """
            INSERT INTO data_values (firm_id, matter_id, ref, collection, collection_label, field, field_label,
                record_ref, data_type, text, form_order)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            ON CONFLICT (firm_id, matter_id, ref) DO UPDATE SET collection_label = excluded.collection_label,
                field_label = excluded.field_label, data_type = excluded.data_type, text = excluded.text,
                form_order = excluded.form_order
            """,
            key + [
                .text(value.ref), .text(value.collection), .text(value.collectionLabel), .text(value.field),
                .text(value.fieldLabel), .text(value.recordRef), .text(value.dataType),
                SQLValue(value.text),
                SQLValue(value.order),
            ])
    }

    func remove(_ refs: [SourceRef], from table: String) throws {
        for ref in refs {
            try transaction.run(
                "DELETE FROM \(table) WHERE firm_id = $1 AND matter_id = $2 AND ref = $3", key + [.text(ref)])
        }
    }

    func touch(_ update: MatterUpdate, facets: Facets, asAt: Instant) throws {
        try transaction.run(
            """
            UPDATE matters SET as_at = $3, updated_at = CASE WHEN $4 = 1 THEN $3 ELSE updated_at END,
                shown_updated_at = CASE WHEN $5 = 1 THEN $3 ELSE shown_updated_at END,
                facets_read = facets_read | $6
            WHERE firm_id = $1 AND matter_id = $2
            """,
            key + [
                .integer(asAt.milliseconds), SQLValue(update != .none), SQLValue(update == .forParties),
                .integer(facets.rawValue),
            ])
    }
}
