import Records
import SandboxKit
import Storage

/// The SQL statements for ActionStep's tables, built from each resource's description.
enum ActionStepTables {
    private static let firm = SandboxFirm.idValue

    static func find(_ resource: Resource, _ id: SQLValue, in reading: any Reading) throws -> ActionStepRecord? {
        try select(resource, where: "id = $2", [id], in: reading).first
    }

    /// Nil also when the text cannot be an id of the resource.
    static func find(
        _ resource: Resource, text id: some StringProtocol, in reading: any Reading
    ) throws -> ActionStepRecord? {
        try resource.idValue(id).flatMap { try find(resource, $0, in: reading) }
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

    /// - Parameters:
    ///   - condition: with values from `$2`.
    ///   - isFew: for a page of a small result in id order. The materialized subquery selects before sorting: without it
    ///     SQLite scans the whole table in id order.
    static func select(
        _ resource: Resource, where condition: String = "1 = 1", _ values: [SQLValue] = [], tail: String = "",
        withDeleted: Bool = false, isFew: Bool = false, in reading: any Reading
    ) throws -> [ActionStepRecord] {
        let found = "SELECT \(columns(resource)) \(among(resource, condition, withDeleted: withDeleted))"
        let sql = isFew ? "WITH found AS MATERIALIZED (\(found)) SELECT * FROM found" : found
        return try reading.rows(sql + " " + tail, [firm] + values).map { ActionStepRecord(resource, row: $0) }
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
        try transaction.run("DELETE FROM \(record.resource.table) WHERE firm_id = $1 AND id = $2", [firm, record.id])
    }

    /// `order` is a column name and an SQL keyword.
    static func quoted(_ column: String) -> String { column == "order" ? "\"order\"" : column }
    static func columns(_ resource: Resource) -> String { resource.columns.map(quoted).joined(separator: ", ") }
}
