import Foundation
import Storage
import TestStore
import Testing

extension TestStore.Engine: CustomTestStringConvertible {
    package var testDescription: String { self == .sqlite ? "SQLite" : "PostgreSQL" }

    /// Opens a new database, and removes it afterwards.
    func run(_ body: (any Store) async throws -> Void) async throws {
        try await withFolder { folder in
            let store = try await TestStore.open(self, in: folder)
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
