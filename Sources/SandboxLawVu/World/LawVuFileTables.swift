import Matters
import SandboxKit
import Storage
import Webhooks

/// The SQL statements for files.
enum LawVuFileTables {
    static let columns = [
        "id", "kind", "item_id", "is_document", "name", "size", "version", "created_at", "created_by",
        "modified_at", "modified_by",
    ]

    static func find(_ id: Int64, in reading: any Reading) throws -> LawVuFile? {
        try select(where: "id = $2", [.integer(id)], in: reading).first
    }

    static func list(of kind: MatterOrContract.Kind, _ id: Int64, in reading: any Reading) throws -> [LawVuFile] {
        try select(
            where: "kind = $2 AND item_id = $3 AND is_document = 0", [.text(kind.rawValue), .integer(id)],
            in: reading)
    }

    /// The document of a contract.
    static func document(of contract: Int64, in reading: any Reading) throws -> LawVuFile? {
        try select(
            where: "kind = $2 AND item_id = $3 AND is_document = 1", ["contract", .integer(contract)], in: reading
        ).first
    }

    static func insert(_ file: LawVuFile, in transaction: any Writing) throws {
        try transaction.insert(into: "lawvu_files", columns, [row(of: file)])
    }

    static func update(_ file: LawVuFile, in transaction: any Writing) throws {
        let assignments = columns.enumerated().dropFirst().map { "\($1) = $\($0 + 2)" }.joined(separator: ", ")
        try transaction.run(
            "UPDATE lawvu_files SET \(assignments) WHERE firm_id = $1 AND id = $2", [SandboxFirm.idValue] + row(of: file))
    }

    static func row(of file: LawVuFile) -> [SQLValue] {
        [
            .integer(file.id), .text(file.kind.rawValue), SQLValue(file.itemID), SQLValue(file.isDocument),
            .text(file.name), SQLValue(file.size), SQLValue(file.version), .integer(file.createdAt.milliseconds),
            .text(file.createdBy), .integer(file.modifiedAt.milliseconds), .text(file.modifiedBy),
        ]
    }

    /// - Parameter condition: its placeholders are numbered from `$2`.
    private static func select(
        where condition: String, _ values: [SQLValue], in reading: any Reading
    ) throws -> [LawVuFile] {
        try reading.rows(
            """
            SELECT \(columns.joined(separator: ", ")) FROM lawvu_files
            WHERE firm_id = $1 AND \(condition) ORDER BY id
            """, [SandboxFirm.idValue] + values
        ).map { row in
            LawVuFile(
                id: row.integer(0), kind: MatterOrContract.Kind(rawValue: row.text(1)) ?? .matter,
                itemID: row.optionalInteger(2), isDocument: row.flag(3), name: row.text(4), size: row.int(5),
                version: row.int(6), createdAt: Instant(milliseconds: row.integer(7)), createdBy: row.text(8),
                modifiedAt: Instant(milliseconds: row.integer(9)), modifiedBy: row.text(10))
        }
    }
}
