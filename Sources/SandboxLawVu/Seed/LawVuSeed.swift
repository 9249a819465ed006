import Matters
import SandboxKit
import Storage
import Webhooks

/// Generates the data of LawVu from a seed, in one transaction: an interrupted start leaves nothing behind.
struct LawVuSeed: Sendable {
    static let mattersMax = 2_000
    static let mattersPerContract = 3

    let seed: UInt64
    let matters: Int
    /// The start date, to which all seeded dates are relative.
    let begunAt: Instant

    var contracts: Int { (matters + Self.mattersPerContract - 1) / Self.mattersPerContract }

    func isNeeded(in reading: any Reading) throws -> Bool {
        try reading.row("SELECT id FROM lawvu_users WHERE firm_id = $1 LIMIT 1", [SandboxFirm.idValue]) == nil
    }

    func write(in transaction: any Writing) throws {
        try writeSetUp(in: transaction)
        var rows = LawVuSeedRows()
        for position in 1...matters {
            var matter = LawVuMatterSeed(position, seed: seed, begunAt: begunAt)
            rows.add(matter.generate())
        }
        for position in 1...contracts {
            var contract = LawVuContractSeed(position, seed: seed, matters: matters, begunAt: begunAt)
            rows.add(contract.generate())
        }
        try rows.write(in: transaction)
        try IDSequence.setLast("lawvu matter", to: Int64(matters), in: transaction)
        try IDSequence.setLast("lawvu contract", to: Int64(contracts), in: transaction)
    }

    private func writeSetUp(in transaction: any Writing) throws {
        try transaction.insert(
            into: "lawvu_users", ["id", "email", "first_name", "last_name", "sees_all", "is_active"],
            LawVuSetUp.users.map {
                [
                    .text($0.id), .text($0.email), .text($0.firstName), .text($0.lastName), SQLValue($0.seesAll),
                    SQLValue($0.isActive),
                ]
            })
        try transaction.insert(
            into: "lawvu_teams", ["id", "name"], LawVuSetUp.teams.map { [.integer($0.id), .text($0.name)] })
        for (kind, types) in LawVuSetUp.types {
            try transaction.insert(
                into: "lawvu_types", ["kind", "id", "name"],
                types.map { [.text(kind.rawValue), .integer($0.id), .text($0.name)] })
        }
    }
}

/// A seeded matter or contract with its parts, which get their ids when they are written.
struct SeededMatterOrContract: Sendable {
    let item: MatterOrContract
    var files: [LawVuFile] = []
    var messages: [StatusMessage] = []
    var tags: [LawVuTag] = []
    var keyDates: [KeyDate] = []
}

extension LawVuFile {
    /// A seeded file of the item's owner.
    init(_ name: String, size: Int, of item: MatterOrContract, at moment: Instant, isDocument: Bool = false) {
        let owner = item.ownerID ?? item.createdBy
        self.init(
            kind: item.kind, itemID: item.id, isDocument: isDocument, name: name, size: size, createdAt: moment,
            createdBy: owner, modifiedAt: moment, modifiedBy: owner)
    }
}

/// The rows of all seeded items and parts, in the order of their ids.
struct LawVuSeedRows {
    private var items: [[SQLValue]] = []
    private var values: [[SQLValue]] = []
    /// By table.
    private var parts: [String: [[SQLValue]]] = [:]

    mutating func add(_ seeded: SeededMatterOrContract) {
        items.append(MatterOrContractTables.row(of: seeded.item))
        values += MatterOrContractTables.valueRows(of: seeded.item)
        add(seeded.files, to: seeded.item)
        add(seeded.messages, to: seeded.item)
        add(seeded.tags, to: seeded.item)
        add(seeded.keyDates, to: seeded.item)
    }

    private mutating func add<Part: MatterOrContractPart>(_ added: [Part], to item: MatterOrContract) {
        for var part in added {
            part.id = Int64(parts[Part.table, default: []].count + 1)
            parts[Part.table, default: []].append(part.row(of: item.kind, item.id))
        }
    }

    func write(in transaction: any Writing) throws {
        try transaction.insert(into: "lawvu_items", MatterOrContractTables.columns, items)
        try transaction.insert(into: "lawvu_values", MatterOrContractTables.valueColumns, values)
        let types: [any MatterOrContractPart.Type] = [LawVuFile.self, StatusMessage.self, LawVuTag.self, KeyDate.self]
        for type in types {
            let rows = parts[type.table] ?? []
            try transaction.insert(into: type.table, type.columns, rows)
            try IDSequence.setLast(type.sequence, to: Int64(rows.count), in: transaction)
        }
    }
}
