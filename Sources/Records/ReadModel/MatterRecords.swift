package import Matters
package import Storage

/// The read model as it is stored, unscoped: for the processor and for comparisons, never for a page. What a viewer sees
/// is read through `MatterReader`. Every function throws `StoreError`.
package enum MatterRecords {
    private static let columns = """
        matter_id, source_id, system, source_ref, reference, name, type_ref, type_name, system_status, step_ref,
        step_name, assigned_to, created_on, modified_at, is_deleted, updated_at, as_at, shown_updated_at, related, facets_read
        """

    /// Matters by the practice system's ids; those that are not known are left out.
    package static func find(
        refs: [SourceRef], source: SourceKey, including facets: Facets,
        in reading: any Reading
    ) throws -> [Matter] {
        try refs.chunks(ofCount: SQLList.countMax).flatMap { chunk in
            let list = SQLList(Array(chunk), from: 3)
            let rows = try reading.rows(
                """
                SELECT \(columns) FROM matters
                WHERE firm_id = $1 AND source_id = $2 AND source_ref IN (\(list.placeholders))
                """, source.values + list.values)
            return try fill(rows, firmID: source.firmID, including: facets, in: reading)
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
            ids: ids, firmID: firmID, including: [.details, .parties, .values], values: .ofLine(.standard), in: reading)
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
        withPerson personRef: SourceRef, source: SourceKey, in reading: any Reading
    ) throws -> [SourceRef] {
        try reading.texts(
            """
            SELECT DISTINCT m.source_ref FROM parties p
            JOIN matters m ON m.firm_id = p.firm_id AND m.matter_id = p.matter_id
            WHERE p.firm_id = $1 AND p.person_ref = $2 AND m.source_id = $3
            """, [.text(source.firmID), .text(personRef), .text(source.sourceID)])
    }

    /// Every matter of the source, by the practice system's ids, a page at a time.
    package static func refs(
        after ref: SourceRef, limit: Int, source: SourceKey, in reading: any Reading
    ) throws -> [SourceRef] {
        try reading.texts(
            """
            SELECT source_ref FROM matters WHERE firm_id = $1 AND source_id = $2 AND source_ref > $3
            ORDER BY source_ref LIMIT $4
            """, source.values + [.text(ref), SQLValue(limit)])
    }

    /// Matters that a finished sweep did not list: the practice system may have deleted them.
    package static func refsNotSwept(
        by sweepID: Int64, asAtBefore moment: Instant, source: SourceKey, in reading: any Reading
    ) throws -> [SourceRef] {
        try reading.texts(
            """
            SELECT source_ref FROM matters
            WHERE firm_id = $1 AND source_id = $2 AND swept < $3 AND as_at < $4 AND is_deleted = 0
            """, source.values + [.integer(sweepID), .instant(moment)])
    }

    /// Which of these the read model holds and shows; a deleted one is fetched whole if it returns.
    package static func known(
        _ refs: [SourceRef], source: SourceKey, in reading: any Reading
    ) throws -> Set<SourceRef> {
        let list = SQLList(refs, from: 3)
        return Set(
            try reading.texts(
                """
                SELECT source_ref FROM matters
                WHERE firm_id = $1 AND source_id = $2 AND is_deleted = 0 AND source_ref IN (\(list.placeholders))
                """, source.values + list.values))
    }

    /// Matters with a party whose address is of this domain, and perhaps a few more.
    package static func ids(
        withMailDomain domain: MailDomain, firmID: String, in reading: any Reading
    ) throws -> [String] {
        try reading.texts(
            "SELECT DISTINCT matter_id FROM parties WHERE firm_id = $1 AND lower(email) LIKE $2",
            [.text(firmID), .text("%@" + domain.text + "%")])
    }

    /// Matters of the same source that a matter is linked with, by their own ids.
    static func relatedIDs(of matter: Matter, firmID: String, in reading: any Reading) throws -> [String] {
        guard let refs = matter.details.related?.prefix(SQLList.countMax), !refs.isEmpty else { return [] }
        let list = SQLList(Array(refs), from: 3)
        return try reading.texts(
            """
            SELECT other.matter_id FROM matters m
            JOIN matters other ON other.firm_id = m.firm_id AND other.source_id = m.source_id
            WHERE m.firm_id = $1 AND m.matter_id = $2 AND other.matter_id <> m.matter_id
                AND other.source_ref IN (\(list.placeholders))
            """, [.text(firmID), .text(matter.id)] + list.values)
    }

    package static func count(firmID: String, in reading: any Reading) throws -> Int {
        try reading.count("SELECT count(*) FROM matters WHERE firm_id = $1", [.text(firmID)])
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
            assignedTo: row.optionalText(11), createdOn: row.date(12), modifiedAt: row.optionalInstant(13),
            isDeleted: row.flag(14), related: row.optionalText(18).map(TextList.split))
        var matter = Matter(
            id: row.text(0), sourceSystem: row.text(2), ref: row.text(3), details: details, updatedAt: row.instant(15),
            shownUpdatedAt: row.instant(17), asAt: row.instant(16))
        matter.facetsRead = Facets(rawValue: row.integer(19))
        return matter
    }
}
