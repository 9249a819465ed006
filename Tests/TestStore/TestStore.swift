import Foundation
import LocalPostgres
package import Storage
import StoragePostgres
import StorageSQLite

/// A fresh database for one test, on the engine that this run is about: SQLite, or PostgreSQL when
/// `MATTERWIRE_TEST_ENGINE` is `postgres`. `make test` runs the suites that store something on both.
package enum TestStore {
    package enum Engine: String, Sendable, CaseIterable {
        case sqlite, postgres

        /// What the environment asks for.
        package static var chosen: Engine {
            let name = ProcessInfo.processInfo.environment["MATTERWIRE_TEST_ENGINE"]
            guard let name else { return .sqlite }
            guard let engine = Engine(rawValue: name) else {
                preconditionFailure("MATTERWIRE_TEST_ENGINE is sqlite or postgres")
            }
            return engine
        }
    }

    /// - Parameter folder: where an embedded engine keeps its file; exists.
    package static func open(
        _ engine: Engine = .chosen, in folder: String, ownership: StoreOwnership = .server
    ) async throws -> any Store {
        switch engine {
        case .sqlite: try SQLiteStore(path: folder + "/test.db", ownership: ownership) { 0 }
        case .postgres:
            try await PostgresStore(
                try await LocalPostgres.freshSchema(), ownership: ownership, limits: patient, clock: ContinuousClock()
            ) { 0 }
        }
    }

    /// All tests run at once, on a machine that may have other things to do.
    private static var patient: PostgresLimits {
        var limits = PostgresLimits()
        limits.waitMax = .seconds(300)
        limits.connectionsMax = 4
        return limits
    }
}
