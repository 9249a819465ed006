package import Matters
package import Storage

/// Whom a change of a matter concerns.
package enum MatterUpdate: Sendable {
    /// Nobody: a new matter, or a fact that is never told, such as the practice system's own time stamp.
    case none
    case forStaff
    case forParties
}

extension MatterRecords {
    /// Makes the matter's own row; its lists follow as a delta.
    package static func insert(_ matter: Matter, source: SourceKey, in transaction: any Writing) throws {
        try transaction.run(
            """
            INSERT INTO matters (firm_id, matter_id, source_id, system, source_ref, reference, name, type_ref,
                type_name, system_status, is_deleted, updated_at, shown_updated_at, as_at, swept, facets_read)
            VALUES ($1, $2, $3, $4, $5, '', '', '', '', '', 0, $6, $6, $7, 0, 0)
            """,
            [
                .text(source.firmID), .text(matter.id), .text(source.sourceID), .text(matter.sourceSystem),
                .text(matter.ref), .instant(matter.updatedAt), .instant(matter.asAt),
            ])
    }

    /// Brings the stored matter in line with the snapshot from which `delta` was made.
    /// - Parameters:
    ///   - update: decides which of the matter's times of change become `asAt`.
    ///   - asAt: when the practice system was asked.
    ///   - newID: makes an unguessable id for each new document.
    package static func apply(
        _ delta: MatterDelta, to matter: Matter, as update: MatterUpdate, firmID: String, asAt: Instant,
        newID: () -> String, in transaction: any Writing
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
        for task in delta.tasks.added + delta.tasks.updated.map(\.new) { try row.write(task) }
        for entry in delta.timeEntries.added + delta.timeEntries.updated.map(\.new) { try row.write(entry) }
        for spent in delta.disbursements.added + delta.disbursements.updated.map(\.new) { try row.write(spent) }
        try removeGone(delta, from: row)
        try row.touch(update, facets: delta.facets, asAt: asAt)
    }

    private static func removeGone(_ delta: MatterDelta, from row: MatterRow) throws {
        try row.remove(delta.parties.removed.map(\.ref), from: "parties")
        try row.remove(delta.documents.removed.map(\.ref), from: "documents")
        try row.remove(delta.notes.removed.map(\.ref), from: "notes")
        try row.remove(delta.values.removed.map(\.ref), from: "data_values")
        try row.remove(delta.tasks.removed.map(\.ref), from: "tasks")
        try row.remove(delta.timeEntries.removed.map(\.ref), from: "time_entries")
        try row.remove(delta.disbursements.removed.map(\.ref), from: "disbursements")
    }

    /// The day of settlement stands in the matter's row too, so that lists can be sorted by it.
    package static func note(
        settlementOn: CalendarDate?, matterID: String, firmID: String, in transaction: any Writing
    ) throws {
        try transaction.run(
            "UPDATE matters SET settlement_on = $3 WHERE firm_id = $1 AND matter_id = $2",
            [.text(firmID), .text(matterID), SQLValue(settlementOn)])
    }

    package static func noteSwept(
        _ refs: [SourceRef], by sweepID: Int64, source: SourceKey, in transaction: any Writing
    ) throws {
        guard !refs.isEmpty else { return }
        let list = SQLList(refs, from: 4)
        try transaction.run(
            """
            UPDATE matters SET swept = $3
            WHERE firm_id = $1 AND source_id = $2 AND source_ref IN (\(list.placeholders))
            """, source.values + [.integer(sweepID)] + list.values)
    }
}
