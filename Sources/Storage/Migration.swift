/// One numbered step of the schema. Never edited after its release: a later migration corrects it.
package struct Migration: Sendable {
    package let number: Int
    package let name: String
    /// The statements in the dialect of an engine.
    package let statements: @Sendable (Dialect) -> [String]

    package init(_ number: Int, _ name: String, statements: @escaping @Sendable (Dialect) -> [String]) {
        self.number = number
        self.name = name
        self.statements = statements
    }
}

/// A series of migrations that are applied together; a database can hold several sets.
package struct MigrationSet: Sendable {
    package let name: String
    package let migrations: [Migration]

    /// - Precondition: numbered 1, 2, 3 … without a gap.
    package init(name: String, migrations: [Migration]) {
        precondition(migrations.map(\.number) == Array(1..<migrations.count + 1), "migrations are numbered from 1")
        self.name = name
        self.migrations = migrations
    }

    /// Applies the missing migrations inside the given transaction, so that either all or none take effect.
    /// - Throws: `StoreError.schemaTooNew` when the database is ahead of this set.
    package func apply(in transaction: any Writing, at milliseconds: Int64) throws {
        try transaction.run(
            """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                set_name TEXT NOT NULL, number BIGINT NOT NULL, name TEXT NOT NULL, applied_at BIGINT NOT NULL,
                PRIMARY KEY (set_name, number))
            """)
        let found = try transaction.row(
            "SELECT coalesce(max(number), 0) FROM schema_migrations WHERE set_name = $1", [.text(name)])
        let current = found?.int(0) ?? 0
        guard current <= migrations.count else {
            throw StoreError.schemaTooNew(set: name, found: current, known: migrations.count)
        }
        for migration in migrations.dropFirst(current) {
            for statement in migration.statements(transaction.dialect) { try transaction.run(statement) }
            try transaction.run(
                "INSERT INTO schema_migrations (set_name, number, name, applied_at) VALUES ($1, $2, $3, $4)",
                [.text(name), SQLValue(migration.number), .text(migration.name), .integer(milliseconds)])
        }
    }
}
