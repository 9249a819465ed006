package import Matters
package import Storage

extension MatterRecords {
    /// Makes the matter's own row; its lists follow as a delta.
    package static func insert(
        _ matter: Matter, sourceID: String, firmID: String, in transaction: any Writing
    ) throws {
        try transaction.run(
            """
            INSERT INTO matters (firm_id, matter_id, source_id, system, source_ref, reference, name, type_ref,
                type_name, system_status, is_deleted, updated_at, shown_updated_at, as_at, swept)
            VALUES ($1, $2, $3, $4, $5, '', '', '', '', '', 0, $6, $6, $7, 0)
            """,
            [
                .text(firmID), .text(matter.id), .text(sourceID), .text(matter.sourceSystem),
                .text(matter.ref),
                .integer(matter.updatedAt.milliseconds), .integer(matter.asAt.milliseconds),
            ])
    }

    /// Brings the stored matter in line with the snapshot from which `delta` was made.
    /// - Parameters:
    ///   - asAt: when the practice system was asked.
    ///   - newID: makes an unguessable id for each new document.
    package static func apply(
        _ delta: MatterDelta, to matter: Matter, firmID: String, asAt: Instant, newID: () -> String,
        in transaction: any Writing
    ) throws {
        let row = MatterRow(firmID: firmID, matterID: matter.id, transaction: transaction)
        if let details = delta.details { try row.write(details) }
        if let step = delta.enteredStep { try row.enter(step, at: asAt) }
        for party in delta.parties.added + delta.parties.updated.map(\.new) { try row.write(party) }
        for document in delta.documents.added { try row.write(document, id: newID()) }
        for update in delta.documents.updated {
            try row.write(update.new, id: matter.documentIDs[update.new.ref] ?? newID())
        }
        for note in delta.notes.added + delta.notes.updated.map(\.new) { try row.write(note) }
        for value in delta.values.added + delta.values.updated.map(\.new) { try row.write(value) }
        try row.remove(delta.parties.removed.map(\.ref), from: "parties")
        try row.remove(delta.documents.removed.map(\.ref), from: "documents")
        try row.remove(delta.notes.removed.map(\.ref), from: "notes")
        try row.remove(delta.values.removed.map(\.ref), from: "data_values")
        try row.touch(delta.changes, asAt: asAt)
    }

    /// The day of settlement stands in the matter's row too, so that lists can be sorted by it.
    package static func note(
        settlementOn: CalendarDate?, matterID: String, firmID: String, in transaction: any Writing
    ) throws {
        try transaction.run(
            "UPDATE matters SET settlement_on = $3 WHERE firm_id = $1 AND matter_id = $2",
            [.text(firmID), .text(matterID), SQLValue(settlementOn?.text)])
    }

    package static func noteSwept(
        _ refs: [SourceRef], by sweepID: Int64, sourceID: String, firmID: String,
        in transaction: any Writing
    ) throws {
        guard !refs.isEmpty else { return }
        let list = SQLList(refs, from: 4)
        try transaction.run(
            """
            UPDATE matters SET swept = $3
            WHERE firm_id = $1 AND source_id = $2 AND source_ref IN (\(list.placeholders))
            """, [.text(firmID), .text(sourceID), .integer(sweepID)] + list.values)
    }
}

/// The statements that write one matter's rows.
private struct MatterRow {
    let firmID: String
    let matterID: String
    let transaction: any Writing

    private var key: [SQLValue] { [.text(firmID), .text(matterID)] }

    func write(_ details: MatterDetails) throws {
        try transaction.run(
            """
            UPDATE matters SET reference = $3, name = $4, type_ref = $5, type_name = $6, system_status = $7,
                step_ref = $8, step_name = $9, assigned_to = $10, created_on = $11, modified_at = $12,
                is_deleted = $13
            WHERE firm_id = $1 AND matter_id = $2
            """,
            key + [
                .text(details.reference), .text(details.name), .text(details.typeRef),
                .text(details.typeName),
                .text(details.systemStatus), SQLValue(details.stepRef), SQLValue(details.stepName),
                SQLValue(details.assignedTo), SQLValue(details.createdOn?.text),
                SQLValue(details.modifiedAt?.milliseconds), SQLValue(details.isDeleted),
            ])
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
                modified_at, has_file)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (firm_id, matter_id, ref) DO UPDATE SET name = excluded.name,
                file_type = excluded.file_type, size_bytes = excluded.size_bytes, created_at = excluded.created_at,
                modified_at = excluded.modified_at, has_file = excluded.has_file
            """,
            key + [
                .text(document.ref), .text(id), .text(document.name), SQLValue(document.fileType),
                .integer(document.sizeBytes), SQLValue(document.createdAt?.milliseconds),
                SQLValue(document.modifiedAt?.milliseconds), SQLValue(document.hasFile),
            ])
    }

    func write(_ note: Note) throws {
        try transaction.run(
            """
            INSERT INTO notes (firm_id, matter_id, ref, text, author, is_system, noted_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (firm_id, matter_id, ref) DO UPDATE SET text = excluded.text, author = excluded.author,
                is_system = excluded.is_system, noted_at = excluded.noted_at
            """,
            key + [
                .text(note.ref), .text(note.text), SQLValue(note.author), SQLValue(note.isSystem),
                SQLValue(note.notedAt?.milliseconds),
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
                "DELETE FROM \(table) WHERE firm_id = $1 AND matter_id = $2 AND ref = $3",
                key + [.text(ref)])
        }
    }

    /// What nobody is told of, such as the practice system's own time stamp, is no update.
    func touch(_ changes: [Change], asAt: Instant) throws {
        try transaction.run(
            """
            UPDATE matters SET as_at = $3, updated_at = CASE WHEN $4 = 1 THEN $3 ELSE updated_at END,
                shown_updated_at = CASE WHEN $5 = 1 THEN $3 ELSE shown_updated_at END
            WHERE firm_id = $1 AND matter_id = $2
            """,
            key + [
                .integer(asAt.milliseconds), SQLValue(!changes.isEmpty),
                SQLValue(changes.contains(where: \.concernsParties)),
            ])
    }
}
