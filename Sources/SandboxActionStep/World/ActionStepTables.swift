import Records
import SandboxKit
import Storage

/// The SQL statements for ActionStep's tables, built from each resource's description.
enum ActionStepTables {
    private static let firm = SandboxFirm.idValue

    static func find(_ resource: Resource, _ id: SQLValue, in reading: any Reading) throws -> ActionStepRecord? {
        try select(resource, where: "id = $2", [id], in: reading).first
    }

    /// The records that exist, in id order.
    static func find(_ resource: Resource, _ ids: [SQLValue], in reading: any Reading) throws -> [ActionStepRecord] {
        guard !ids.isEmpty else { return [] }
        let filled = SQLList.filled(ids)
        let marks = filled.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
        return try select(resource, where: "id IN (\(marks))", filled, tail: "ORDER BY id", in: reading)
    }

    /// Deleted rows are left out unless requested.
    private static func among(_ resource: Resource, _ condition: String, withDeleted: Bool) -> String {
        "FROM \(resource.table) WHERE firm_id = $1 AND \(condition)"
            + (resource.keepsDeleted && !withDeleted ? " AND is_deleted = 0" : "")
    }

    /// - Parameter condition: with values from `$2`.
    static func select(
        _ resource: Resource, where condition: String = "1 = 1", _ values: [SQLValue] = [], tail: String = "",
        withDeleted: Bool = false, in reading: any Reading
    ) throws -> [ActionStepRecord] {
        try reading.rows(
            "SELECT \(columns(resource)) \(among(resource, condition, withDeleted: withDeleted)) \(tail)",
            [firm] + values
        ).map { ActionStepRecord(resource, row: $0) }
    }

    /// A page of a small result in id order. The materialized subquery selects before sorting: without it SQLite scans the
    /// whole table in id order.
    static func selectFew(
        _ resource: Resource, where condition: String, _ values: [SQLValue], tail: String, withDeleted: Bool,
        in reading: any Reading
    ) throws -> [ActionStepRecord] {
        try reading.rows(
            """
            WITH found AS MATERIALIZED (
                SELECT \(columns(resource)) \(among(resource, condition, withDeleted: withDeleted)))
            SELECT * FROM found \(tail)
            """, [firm] + values
        ).map { ActionStepRecord(resource, row: $0) }
    }

    static func count(
        _ resource: Resource, where condition: String = "1 = 1", _ values: [SQLValue] = [], withDeleted: Bool = false,
        in reading: any Reading
    ) throws -> Int {
        try reading.row(
            "SELECT count(*) \(among(resource, condition, withDeleted: withDeleted))", [firm] + values)?.int(0) ?? 0
    }

    static func insert(_ record: ActionStepRecord, in transaction: any Writing) throws {
        let marks = record.values.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
        try transaction.run(
            "INSERT INTO \(record.resource.table) (firm_id, \(columns(record.resource))) VALUES ($1, \(marks))",
            [firm] + record.values)
    }

    static func update(_ record: ActionStepRecord, in transaction: any Writing) throws {
        let places = record.resource.columns.enumerated().dropFirst().map { "\(quoted($1)) = $\($0 + 2)" }
        try transaction.run(
            "UPDATE \(record.resource.table) SET \(places.joined(separator: ", ")) WHERE firm_id = $1 AND id = $2",
            [firm] + record.values)
    }

    static func delete(_ record: ActionStepRecord, in transaction: any Writing) throws {
        try transaction.run(
            "DELETE FROM \(record.resource.table) WHERE firm_id = $1 AND id = $2", [firm, record.id])
    }

    /// `order` is a column name and an SQL keyword.
    static func quoted(_ column: String) -> String { column == "order" ? "\"order\"" : column }
    static func columns(_ resource: Resource) -> String { resource.columns.map(quoted).joined(separator: ", ") }
}
