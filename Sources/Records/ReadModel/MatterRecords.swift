package import Matters
package import Storage

/// The read model as it is stored, unscoped: for the processor and for proofs, never for a page.
///
/// What a viewer sees is read through `MatterReader`.
package enum MatterRecords {
    private static let columns = """
        matter_id, source_id, system, source_ref, reference, name, type_ref, type_name, system_status, step_ref,
        step_name, assigned_to, created_on, modified_at, is_deleted, updated_at, as_at, shown_updated_at, related, facets_read
        """

    /// Matters by the practice system's ids; those that are not known are left out.
    package static func find(
        refs: [SourceRef], sourceID: String, firmID: String, including facets: Facets,
        in reading: any Reading
    ) throws -> [Matter] {
        try refs.chunks(ofCount: SQLList.countMax).flatMap { chunk in
            let list = SQLList(Array(chunk), from: 3)
            let rows = try reading.rows(
                """
                SELECT \(columns) FROM matters
                WHERE firm_id = $1 AND source_id = $2 AND source_ref IN (\(list.placeholders))
                """, [.text(firmID), .text(sourceID)] + list.values)
            return try fill(rows, firmID: firmID, including: facets, in: reading)
        }
    }

    /// Matters by their own ids, in no order.
    package static func find(
        ids: [String], firmID: String, including facets: Facets, in reading: any Reading
    ) throws -> [Matter] {
        try find(ids: ids, firmID: firmID, including: facets, values: .all, in: reading)
    }

    /// Matters with what a line in a list is made from, in no order.
    static func lines(ids: [String], firmID: String, in reading: any Reading) throws -> [Matter] {
        try find(
            ids: ids, firmID: firmID, including: [.details, .parties, .values], values: .ofLine, in: reading)
    }

    private static func find(
        ids: [String], firmID: String, including facets: Facets, values: MatterLists.Values, in reading: any Reading
    ) throws -> [Matter] {
        try ids.chunks(ofCount: SQLList.countMax).flatMap { chunk in
            let list = SQLList(Array(chunk), from: 2)
            let rows = try reading.rows(
                "SELECT \(columns) FROM matters WHERE firm_id = $1 AND matter_id IN (\(list.placeholders))",
                [.text(firmID)] + list.values)
            return try fill(rows, firmID: firmID, including: facets, values: values, in: reading)
        }
    }

    /// The practice system's ids of the matters on which a person has a role.
    package static func refs(
        withPerson personRef: SourceRef, sourceID: String, firmID: String, in reading: any Reading
    ) throws -> [SourceRef] {
        try reading.rows(
            """
            SELECT DISTINCT m.source_ref FROM parties p
            JOIN matters m ON m.firm_id = p.firm_id AND m.matter_id = p.matter_id
            WHERE p.firm_id = $1 AND p.person_ref = $2 AND m.source_id = $3
            """, [.text(firmID), .text(personRef), .text(sourceID)]
        ).map { $0.text(0) }
    }

    /// Every matter of the source, by the practice system's ids, a page at a time.
    package static func refs(
        after ref: SourceRef, limit: Int, sourceID: String, firmID: String, in reading: any Reading
    ) throws -> [SourceRef] {
        try reading.rows(
            """
            SELECT source_ref FROM matters WHERE firm_id = $1 AND source_id = $2 AND source_ref > $3
            ORDER BY source_ref LIMIT $4
            """, [.text(firmID), .text(sourceID), .text(ref), SQLValue(limit)]
        ).map { $0.text(0) }
    }

    /// Matters that a finished sweep did not come across: the practice system no longer lists them.
    package static func refsNotSwept(
        by sweepID: Int64, asAtBefore moment: Instant, sourceID: String, firmID: String, in reading: any Reading
    ) throws -> [SourceRef] {
        try reading.rows(
            """
            SELECT source_ref FROM matters
            WHERE firm_id = $1 AND source_id = $2 AND swept < $3 AND as_at < $4 AND is_deleted = 0
            """, [.text(firmID), .text(sourceID), .integer(sweepID), .integer(moment.milliseconds)]
        ).map { $0.text(0) }
    }

    /// Which of these the read model holds and shows; one that was gone is asked for whole if it comes back.
    package static func known(
        _ refs: [SourceRef], sourceID: String, firmID: String, in reading: any Reading
    ) throws -> Set<SourceRef> {
        let list = SQLList(refs, from: 3)
        let rows = try reading.rows(
            """
            SELECT source_ref FROM matters
            WHERE firm_id = $1 AND source_id = $2 AND is_deleted = 0
                AND source_ref IN (\(list.placeholders))
            """, [.text(firmID), .text(sourceID)] + list.values)
        return Set(rows.map { $0.text(0) })
    }

    /// Matters with a party whose address is of this domain; a few more may come along, never fewer.
    package static func ids(
        withMailDomain domain: MailDomain, firmID: String, in reading: any Reading
    ) throws -> [String] {
        try reading.rows(
            "SELECT DISTINCT matter_id FROM parties WHERE firm_id = $1 AND lower(email) LIKE $2",
            [.text(firmID), .text("%@" + domain.text + "%")]
        ).map { $0.text(0) }
    }

    /// Matters of the same source that a matter is linked with, by their own ids.
    static func relatedIDs(of matter: Matter, firmID: String, in reading: any Reading) throws -> [String] {
        guard let refs = matter.details.related?.prefix(SQLList.countMax), !refs.isEmpty else { return [] }
        let list = SQLList(Array(refs), from: 3)
        return try reading.rows(
            """
            SELECT other.matter_id FROM matters m
            JOIN matters other ON other.firm_id = m.firm_id AND other.source_id = m.source_id
            WHERE m.firm_id = $1 AND m.matter_id = $2 AND other.matter_id <> m.matter_id
                AND other.source_ref IN (\(list.placeholders))
            """, [.text(firmID), .text(matter.id)] + list.values
        ).map { $0.text(0) }
    }

    package static func count(firmID: String, in reading: any Reading) throws -> Int {
        try reading.row("SELECT count(*) FROM matters WHERE firm_id = $1", [.text(firmID)])?.int(0) ?? 0
    }

    private static func fill(
        _ rows: [Row], firmID: String, including facets: Facets, values: MatterLists.Values = .all,
        in reading: any Reading
    ) throws -> [Matter] {
        guard !rows.isEmpty else { return [] }
        let ids = rows.map { $0.text(0) }
        let lists = try MatterLists(ids: ids, firmID: firmID, including: facets, values: values, in: reading)
        let steps = try workflows(of: rows, firmID: firmID, in: reading)
        return rows.map { row in
            var matter = matter(row)
            lists.fill(&matter)
            matter.steps = steps[row.text(1) + "/" + matter.details.typeRef] ?? []
            return matter
        }
    }

    private static func workflows(
        of rows: [Row], firmID: String, in reading: any Reading
    ) throws -> [String: [Workflow.Step]] {
        var steps: [String: [Workflow.Step]] = [:]
        for type in Set(rows.map { [$0.text(1), $0.text(6)] }) {
            steps[type[0] + "/" + type[1]] = try reading.rows(
                """
                SELECT step_ref, step_name FROM workflow_steps
                WHERE firm_id = $1 AND source_id = $2 AND type_ref = $3 ORDER BY position
                """, [.text(firmID), .text(type[0]), .text(type[1])]
            ).map { Workflow.Step(ref: $0.text(0), name: $0.text(1)) }
        }
        return steps
    }

    private static func matter(_ row: Row) -> Matter {
        let details = MatterDetails(
            reference: row.text(4), name: row.text(5), typeRef: row.text(6), typeName: row.text(7),
            systemStatus: row.text(8), stepRef: row.optionalText(9), stepName: row.optionalText(10),
            assignedTo: row.optionalText(11),
            createdOn: row.optionalText(12).flatMap { CalendarDate($0) },
            modifiedAt: row.optionalInteger(13).map(Instant.init(milliseconds:)), isDeleted: row.flag(14),
            related: row.optionalText(18).map(TextList.split))
        var matter = Matter(
            id: row.text(0), sourceSystem: row.text(2), ref: row.text(3), details: details,
            updatedAt: Instant(milliseconds: row.integer(15)),
            shownUpdatedAt: Instant(milliseconds: row.integer(17)),
            asAt: Instant(milliseconds: row.integer(16)))
        matter.facetsRead = Facets(rawValue: row.integer(19))
        return matter
    }
}
