import LocalServer
import Storage
import StorageSQLite
import Testing

@testable import SandboxLawVu

@Suite struct `Schema of LawVu` {
    private static let tables = ["values", "files", "messages", "tags", "key_dates"]

    /// The statements insert one row into each table of the first schema; all columns but the id of the item are filled by
    /// their type.
    private static func fill(_ transaction: any Writing) throws {
        for table in ["dossiers"] + tables {
            let columns = try transaction.rows("PRAGMA table_info(lawvu_\(table))").map { row in
                (name: row.text(1), value: row.text(1) == "dossier_id" ? "96001" : row.text(2) == "TEXT" ? "'x'" : "7")
            }
            try transaction.run(
                """
                INSERT INTO lawvu_\(table) (\(columns.map(\.name).joined(separator: ", ")))
                VALUES (\(columns.map(\.value).joined(separator: ", ")))
                """)
        }
    }

    @Test func `a database of the first schema keeps its rows`() async throws {
        let folder = try TemporaryFolder("schema")
        let store = try SQLiteStore(path: folder.path + "/sandbox.db", ownership: .server) { 0 }
        let first = MigrationSet(name: "lawvu", migrations: [LawVuSchema.migrations.migrations[0]])
        try await store.migrate(first)
        try await store.write { try Self.fill($0) }
        try await store.migrate(LawVuSchema.migrations)
        let (item, itemIDs) = try await store.read { reading in
            (
                try reading.rows("SELECT display_id, type_id FROM lawvu_items").map(\.values),
                try Self.tables.map { try reading.rows("SELECT item_id FROM lawvu_\($0)").map(\.values) }
            )
        }
        #expect(item == [[.text("x"), .integer(7)]])
        #expect(itemIDs == Self.tables.map { _ in [[.integer(96_001)]] })
    }

    @Test func `no table, column or index has its name of the first schema`() async throws {
        let folder = try TemporaryFolder("schema")
        let store = try SQLiteStore(path: folder.path + "/sandbox.db", ownership: .server) { 0 }
        try await store.migrate(LawVuSchema.migrations)
        let outdated = try await store.read { try $0.rows("SELECT name FROM sqlite_master WHERE sql LIKE '%dossier%'") }
        #expect(outdated.isEmpty)
    }
}
