import SandboxKit
import Storage
import Webhooks

/// A part of a matter or contract: a row of its own table. All these tables begin with the same columns.
protocol MatterOrContractPart: Sendable {
    static var table: String { get }
    /// The name of the id sequence.
    static var sequence: String { get }
    /// The columns after those that all parts have.
    static var ownColumns: [String] { get }
    var id: Int64 { get set }
    var ownValues: [SQLValue] { get }

    /// - Parameter row: the values of `columns`.
    init?(_ row: Row)
}

extension MatterOrContractPart {
    static var columns: [String] { ["id", "kind", "item_id"] + ownColumns }

    /// - Parameter itemID: nil for the document of a contract that is not created yet.
    func row(of kind: MatterOrContract.Kind, _ itemID: Int64?) -> [SQLValue] {
        [.integer(id), .text(kind.rawValue), SQLValue(itemID)] + ownValues
    }

    static func find(_ id: Int64, in reading: any Reading) throws -> Self? {
        try select("id = $2", [.integer(id)], in: reading).first
    }

    /// - Parameter tail: follows the condition that selects the parts of the item.
    static func list(
        of item: MatterOrContract, _ tail: String = "ORDER BY id", in reading: any Reading
    ) throws -> [Self] {
        try select(
            "kind = $2 AND item_id = $3 " + tail, [.text(item.kind.rawValue), .integer(item.id)], in: reading)
    }

    static func count(of item: MatterOrContract, in reading: any Reading) throws -> Int {
        try reading.row(
            "SELECT count(*) FROM \(table) WHERE firm_id = $1 AND kind = $2 AND item_id = $3",
            [SandboxFirm.idValue, .text(item.kind.rawValue), .integer(item.id)])?.int(0) ?? 0
    }

    /// - Parameter condition: its placeholders are numbered from `$2`.
    private static func select(_ condition: String, _ values: [SQLValue], in reading: any Reading) throws -> [Self] {
        try reading.rows(
            "SELECT \(columns.joined(separator: ", ")) FROM \(table) WHERE firm_id = $1 AND \(condition)",
            [SandboxFirm.idValue] + values
        ).compactMap(Self.init)
    }

    func insert(of kind: MatterOrContract.Kind, _ itemID: Int64?, in transaction: any Writing) throws {
        try transaction.insert(into: Self.table, Self.columns, [row(of: kind, itemID)])
    }

    func update(of kind: MatterOrContract.Kind, _ itemID: Int64?, in transaction: any Writing) throws {
        let assignments = Self.columns.enumerated().dropFirst().map { "\($1) = $\($0 + 2)" }.joined(separator: ", ")
        try transaction.run(
            "UPDATE \(Self.table) SET \(assignments) WHERE firm_id = $1 AND id = $2",
            [SandboxFirm.idValue] + row(of: kind, itemID))
    }

    func delete(in transaction: any Writing) throws {
        try transaction.run(
            "DELETE FROM \(Self.table) WHERE firm_id = $1 AND id = $2", [SandboxFirm.idValue, .integer(id)])
    }
}
