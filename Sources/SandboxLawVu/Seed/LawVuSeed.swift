import Matters
import SandboxKit
import Storage
import Webhooks

/// Fills LawVu from a seed, all of it in one transaction: a start that is cut off leaves nothing behind.
struct LawVuSeed: Sendable {
    static let mattersMax = 2_000
    static let mattersOfContract = 3

    let seed: UInt64
    let matters: Int
    /// What the dates hang on.
    let begunAt: Instant

    init(seed: UInt64, matters: Int, begunAt: Instant) {
        (self.seed, self.matters, self.begunAt) = (seed, min(matters, Self.mattersMax), begunAt)
    }

    var contracts: Int { (matters + Self.mattersOfContract - 1) / Self.mattersOfContract }

    func isNeeded(in reading: any Reading) throws -> Bool {
        try reading.row("SELECT id FROM lawvu_users WHERE firm_id = $1 LIMIT 1", [SandboxFirm.idValue]) == nil
    }

    func write(in transaction: any Writing) throws {
        try writeSetUp(in: transaction)
        var rows = LawVuRows()
        for place in 1...matters { rows.add(MatterMaker(place, seed: seed, begunAt: begunAt).made()) }
        for place in 1...contracts {
            rows.add(ContractMaker(place, seed: seed, matters: matters, begunAt: begunAt).made())
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

/// A matter or contract as the seed makes it; its parts get their numbers when they are written.
struct MadeDossier: Sendable {
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

    let dossier: Dossier
    var files: [File] = []
    var messages: [Message] = []
    var tags: [String] = []
    var keyDates: [(name: String, date: CalendarDate, value: FixedPoint?)] = []
}

/// The rows of all that the seed makes, in the order in which they are numbered.
struct LawVuRows {
    private var dossiers: [[SQLValue]] = []
    private var values: [[SQLValue]] = []
    private var files: [[SQLValue]] = []
    private var messages: [[SQLValue]] = []
    private var tags: [[SQLValue]] = []
    private var keyDates: [[SQLValue]] = []

    mutating func add(_ made: MadeDossier) {
        let (kind, id) = (made.dossier.kind, made.dossier.id)
        dossiers.append(DossierTables.row(of: made.dossier))
        values += DossierTables.valueRows(of: made.dossier)
        for file in made.files { add(file, to: made.dossier) }
        for message in made.messages {
            let said = StatusMessage(
                id: Int64(messages.count + 1), message: message.text, createdAt: message.at, createdBy: message.by)
            messages.append(PartRows.row(of: said, of: kind, id))
        }
        for tag in made.tags {
            tags.append(PartRows.row(of: DossierTag(id: Int64(tags.count + 1), description: tag), of: kind, id))
        }
        for (name, date, value) in made.keyDates {
            let entry = KeyDate(id: Int64(keyDates.count + 1), name: name, date: date, value: value)
            keyDates.append(PartRows.row(of: entry, of: kind, id))
        }
    }

    private mutating func add(_ file: MadeDossier.File, to dossier: Dossier) {
        let owner = dossier.ownerID ?? dossier.createdBy
        files.append(
            FileRows.row(
                of: DossierFile(
                    id: Int64(files.count + 1), kind: dossier.kind, dossierID: dossier.id,
                    isDocument: file.isDocument, name: file.name, size: file.size, version: 1, createdAt: file.at,
                    createdBy: owner, modifiedAt: file.at, modifiedBy: owner)))
    }

    func write(in transaction: any Writing) throws {
        let parts = [
            ("lawvu_dossiers", DossierTables.columns, dossiers, nil),
            ("lawvu_values", DossierTables.valueColumns, values, nil),
            ("lawvu_files", FileRows.columns, files, "lawvu file"),
            ("lawvu_messages", PartRows.messageColumns, messages, "lawvu message"),
            ("lawvu_tags", PartRows.tagColumns, tags, "lawvu tag"),
            ("lawvu_key_dates", PartRows.keyDateColumns, keyDates, "lawvu key date"),
        ]
        for (table, columns, rows, sequence) in parts {
            try transaction.insert(into: table, columns, rows)
            guard let sequence else { continue }
            try IDSequence.setLast(sequence, to: Int64(rows.count), in: transaction)
        }
    }
}
