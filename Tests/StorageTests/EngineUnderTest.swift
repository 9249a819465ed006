import Foundation
import LocalPostgres
import Storage
import StoragePostgres
import StorageSQLite
import Testing

/// An engine that the conformance suite runs over.
struct EngineUnderTest: Sendable, CustomTestStringConvertible {
    let testDescription: String
    private let open: @Sendable (String) async throws -> any Store

    static let all = [sqlite, postgres]

    static let sqlite = EngineUnderTest(testDescription: "SQLite") { folder in
        try SQLiteStore(path: folder + "/test.db", ownership: .server) { 0 }
    }
    static let postgres = EngineUnderTest(testDescription: "PostgreSQL") { _ in
        try await PostgresStore(try await LocalPostgres.freshSchema(), ownership: .server, clock: ContinuousClock()) {
            0
        }
    }

    /// Opens a fresh database, and removes it afterwards.
    func run(_ body: (any Store) async throws -> Void) async throws {
        try await withFolder { folder in
            let store = try await open(folder)
            try await body(store)
            await store.close()
        }
    }
}

func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = NSTemporaryDirectory() + "matterwire-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
}
