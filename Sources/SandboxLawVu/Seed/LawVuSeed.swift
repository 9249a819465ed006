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

    init(seed: UInt64, matters: Int, begunAt: Instant) {
        self.seed = seed
        self.matters = min(matters, Self.mattersMax)
        self.begunAt = begunAt
    }

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

/// A seeded matter or contract with its parts, which are numbered when they are written.
struct SeededMatterOrContract: Sendable {
    struct File: Sendable {
        let name: String
        let size: Int
        let at: Instant
        var isDocument = false
    }
    struct Message: Sendable {
        let text: String
        let at: Instant
        let by: String
    }

    let item: MatterOrContract
    var files: [File] = []
    var messages: [Message] = []
    var tags: [String] = []
    var keyDates: [(name: String, date: CalendarDate, value: FixedPoint?)] = []
}

/// The rows of all seeded items and parts, in the order of their ids.
struct LawVuSeedRows {
    private var items: [[SQLValue]] = []
    private var values: [[SQLValue]] = []
    private var files: [[SQLValue]] = []
    private var messages: [[SQLValue]] = []
    private var tags: [[SQLValue]] = []
    private var keyDates: [[SQLValue]] = []

    mutating func add(_ seeded: SeededMatterOrContract) {
        let kind = seeded.item.kind
        let id = seeded.item.id
        items.append(MatterOrContractTables.row(of: seeded.item))
        values += MatterOrContractTables.valueRows(of: seeded.item)
        for file in seeded.files { add(file, to: seeded.item) }
        for message in seeded.messages {
            let row = StatusMessage(
                id: Int64(messages.count + 1), message: message.text, createdAt: message.at, createdBy: message.by)
            messages.append(LawVuPartTables.row(of: row, of: kind, id))
        }
        for tag in seeded.tags {
            tags.append(LawVuPartTables.row(of: LawVuTag(id: Int64(tags.count + 1), description: tag), of: kind, id))
        }
        for (name, date, value) in seeded.keyDates {
            let row = KeyDate(id: Int64(keyDates.count + 1), name: name, date: date, value: value)
            keyDates.append(LawVuPartTables.row(of: row, of: kind, id))
        }
    }

    private mutating func add(_ file: SeededMatterOrContract.File, to item: MatterOrContract) {
        let owner = item.ownerID ?? item.createdBy
        files.append(
            LawVuFileTables.row(
                of: LawVuFile(
                    id: Int64(files.count + 1), kind: item.kind, itemID: item.id,
                    isDocument: file.isDocument, name: file.name, size: file.size, version: 1, createdAt: file.at,
                    createdBy: owner, modifiedAt: file.at, modifiedBy: owner)))
    }

    func write(in transaction: any Writing) throws {
        let parts = [
            ("lawvu_items", MatterOrContractTables.columns, items, nil),
            ("lawvu_values", MatterOrContractTables.valueColumns, values, nil),
            ("lawvu_files", LawVuFileTables.columns, files, "lawvu file"),
            ("lawvu_messages", LawVuPartTables.messageColumns, messages, "lawvu message"),
            ("lawvu_tags", LawVuPartTables.tagColumns, tags, "lawvu tag"),
            ("lawvu_key_dates", LawVuPartTables.keyDateColumns, keyDates, "lawvu key date"),
        ]
        for (table, columns, rows, sequence) in parts {
            try transaction.insert(into: table, columns, rows)
            guard let sequence else { continue }
            try IDSequence.setLast(sequence, to: Int64(rows.count), in: transaction)
        }
    }
}
