import Foundation
import LocalPostgres
package import Storage
import StoragePostgres
import StorageSQLite

/// A new database for one test, on the engine of this run: SQLite, or PostgreSQL when `MATTERWIRE_TEST_ENGINE` is
/// `postgres`. `make test` runs the suites that store something on both.
package enum TestStore {
    package enum Engine: String, Sendable, CaseIterable {
        case sqlite, postgres

        /// The engine that the environment selects.
        package static var chosen: Engine {
            let name = ProcessInfo.processInfo.environment["MATTERWIRE_TEST_ENGINE"]
            guard let name else { return .sqlite }
            guard let engine = Engine(rawValue: name) else {
                preconditionFailure("MATTERWIRE_TEST_ENGINE is sqlite or postgres")
            }
            return engine
        }
    }

    /// - Parameter folder: for the file of an embedded engine; exists.
    /// - Throws: `StoreError`.
    package static func open(
        _ engine: Engine = .chosen, in folder: String, ownership: StoreOwnership = .server
    ) async throws -> any Store {
        switch engine {
        case .sqlite: try SQLiteStore(path: folder + "/test.db", ownership: ownership) { 0 }
        case .postgres:
            try await PostgresStore(
                try await LocalPostgres.freshSchema(), ownership: ownership, limits: limits, clock: ContinuousClock()
            ) { 0 }
        }
    }

    /// Long waits, because all tests run at once and the machine may be busy.
    private static var limits: PostgresLimits {
        var limits = PostgresLimits()
        limits.waitMax = .seconds(300)
        limits.connectionsMax = 4
        return limits
    }
}
