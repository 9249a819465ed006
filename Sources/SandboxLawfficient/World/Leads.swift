import Matters
import Records
import SandboxKit
import Storage
import Webhooks

/// The SQL statements for leads.
enum Leads {
    private static let columns = """
        l.id, l.number, l.first_name, l.last_name, l.email, l.phone, l.source, l.status_key, s.name, l.assignee_id,
        l.is_archived, l.created_at, l.last_activity_at, l.data
        """
    private static let tables = """
        lawfficient_leads l JOIN lawfficient_lead_statuses s ON s.firm_id = l.firm_id AND s.key = l.status_key
        """

    /// The columns that a text search covers.
    static let searchedColumns = ["l.first_name || ' ' || l.last_name", "l.email", "l.phone"]

    static func find(_ id: String, in reading: any Reading) throws -> Lead? {
        try reading.row(
            "SELECT \(columns) FROM \(tables) WHERE l.firm_id = $1 AND l.id = $2", [Intake.firm, .text(id)]
        ).map(lead)
    }

    /// Newest first.
    /// - Parameter offset: the number of rows to skip.
    static func list(_ filter: RowFilter, limit: Int, offset: Int = 0, in reading: any Reading) throws -> [Lead] {
        try reading.rows(
            """
            SELECT \(columns) FROM \(tables) WHERE l.firm_id = $1\(filter.sql) ORDER BY l.number DESC
            LIMIT \(limit) OFFSET \(offset)
            """, [Intake.firm] + filter.values
        ).map(lead)
    }

    static func count(_ filter: RowFilter = RowFilter(), in reading: any Reading) throws -> Int {
        try reading.row(
            "SELECT count(*) FROM lawfficient_leads l WHERE l.firm_id = $1\(filter.sql)",
            [Intake.firm] + filter.values)?.int(0) ?? 0
    }

    static func insert(_ leads: [Lead], in transaction: any Writing) throws {
        try transaction.insert(
            into: "lawfficient_leads", ["id"] + changeable + ["number", "created_at"],
            leads.map { [.text($0.id)] + values(of: $0) + [.integer($0.number), .integer($0.createdAt.milliseconds)] })
    }

    static func update(_ lead: Lead, in transaction: any Writing) throws {
        try transaction.update("lawfficient_leads", lead.id, changeable, values(of: lead))
    }

    private static let changeable = [
        "first_name", "last_name", "email", "phone", "source", "status_key", "assignee_id", "is_archived",
        "last_activity_at", "data",
    ]

    /// The values of the changeable columns.
    private static func values(of lead: Lead) -> [SQLValue] {
        [
            .text(lead.firstName), .text(lead.lastName), .text(lead.email), .text(lead.phone), .text(lead.source),
            .text(lead.status.key), SQLValue(lead.assigneeID), SQLValue(lead.isArchived),
            .integer(lead.lastActivityAt.milliseconds), .text(lead.data.encodedText),
        ]
    }

    private static func lead(_ row: Row) -> Lead {
        Lead(
            id: row.text(0), number: row.integer(1), firstName: row.text(2), lastName: row.text(3), email: row.text(4),
            phone: row.text(5), source: row.text(6), status: LeadStatus(key: row.text(7), name: row.text(8)),
            assigneeID: row.optionalText(9), isArchived: row.flag(10), createdAt: row.instant(11),
            lastActivityAt: row.instant(12), data: row.json(13))
    }
}
