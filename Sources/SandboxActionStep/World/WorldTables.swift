import Records
import SandboxKit
import Storage

/// The statements over the world's tables, made from each resource's description.
enum WorldTables {
    private static let firm = SandboxFirm.idValue

    static func find(_ resource: Resource, _ id: SQLValue, in reading: any Reading) throws -> Record? {
        try select(resource, where: "id = $2", [id], in: reading).first
    }

    /// Those of the ids that exist, in the order of the ids.
    static func find(_ resource: Resource, _ ids: [SQLValue], in reading: any Reading) throws -> [Record] {
        guard !ids.isEmpty else { return [] }
        let filled = SQLList.filled(ids)
        let marks = filled.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
        return try select(resource, where: "id IN (\(marks))", filled, tail: "ORDER BY id", in: reading)
    }

    /// What was deleted is met by those only who say so.
    private static func among(_ resource: Resource, _ condition: String, withDeleted: Bool) -> String {
        "FROM \(resource.table) WHERE firm_id = $1 AND \(condition)"
            + (resource.keepsDeleted && !withDeleted ? " AND is_deleted = 0" : "")
    }

    /// - Parameter condition: its values are numbered from `$2`.
    static func select(
        _ resource: Resource, where condition: String, _ values: [SQLValue], tail: String = "",
        withDeleted: Bool = false, in reading: any Reading
    ) throws -> [Record] {
        try reading.rows(
            "SELECT \(columns(resource)) \(among(resource, condition, withDeleted: withDeleted)) \(tail)",
            [firm] + values
        ).map { Record(resource, row: $0) }
    }

    /// A page of the few records that a condition leaves, by their ids. They are picked out first: asked for in one
    /// go, SQLite walks the whole table in the order of the ids and looks at each row.
    static func selectFew(
        _ resource: Resource, where condition: String, _ values: [SQLValue], tail: String, withDeleted: Bool,
        in reading: any Reading
    ) throws -> [Record] {
        try reading.rows(
            """
            WITH found AS MATERIALIZED (
                SELECT \(columns(resource)) \(among(resource, condition, withDeleted: withDeleted)))
            SELECT * FROM found \(tail)
            """, [firm] + values
        ).map { Record(resource, row: $0) }
    }

    static func count(
        _ resource: Resource, where condition: String = "1 = 1", _ values: [SQLValue] = [], withDeleted: Bool = false,
        in reading: any Reading
    ) throws -> Int {
        try reading.row(
            "SELECT count(*) \(among(resource, condition, withDeleted: withDeleted))", [firm] + values)?.int(0) ?? 0
    }

    static func insert(_ record: Record, in transaction: any Writing) throws {
        let marks = record.values.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
        try transaction.run(
            "INSERT INTO \(record.resource.table) (firm_id, \(columns(record.resource))) VALUES ($1, \(marks))",
            [firm] + record.values)
    }

    static func update(_ record: Record, in transaction: any Writing) throws {
        let places = record.resource.columns.enumerated().dropFirst().map { "\(quoted($1)) = $\($0 + 2)" }
        try transaction.run(
            "UPDATE \(record.resource.table) SET \(places.joined(separator: ", ")) WHERE firm_id = $1 AND id = $2",
            [firm] + record.values)
    }

    static func delete(_ record: Record, in transaction: any Writing) throws {
        try transaction.run(
            "DELETE FROM \(record.resource.table) WHERE firm_id = $1 AND id = $2", [firm, record.id])
    }

    static func nextID(_ resource: Resource, in transaction: any Writing) throws -> Int64 {
        try IDSequence.next(resource.name, in: transaction)
    }

    /// `order` is a column of one resource and a word of SQL.
    static func quoted(_ column: String) -> String { column == "order" ? "\"order\"" : column }
    static func columns(_ resource: Resource) -> String {
        resource.columns.map(quoted).joined(separator: ", ")
    }
}
