package import Storage

/// The tables of file contents. An upload consists of parts, a part of chunks. `document_id` is the document that the
/// upload was assigned to. A part is added to its upload once its last chunk is stored.
package enum FilesSchema {
    package static let migrations = MigrationSet(
        name: "files",
        migrations: [
            Migration(1, "uploads in parts, parts in chunks", statements: uploads),
            Migration(2, "which system an upload was taken over by") { _ in owners },
        ])

    /// Each simulated system numbers its own documents.
    private static let owners = [
        "ALTER TABLE sandbox_uploads ADD COLUMN system TEXT NOT NULL DEFAULT 'actionstep'"
    ]

    @Sendable private static func uploads(_ dialect: Dialect) -> [String] {
        [
            """
            CREATE TABLE sandbox_uploads (
                firm_id TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, part_count BIGINT NOT NULL,
                started_at BIGINT NOT NULL, document_id BIGINT, PRIMARY KEY (firm_id, id))
            """,
            "CREATE INDEX sandbox_uploads_by_document ON sandbox_uploads (firm_id, document_id)",
            """
            CREATE TABLE sandbox_upload_parts (
                firm_id TEXT NOT NULL, id TEXT NOT NULL, upload_id TEXT, part_number BIGINT, bytes BIGINT NOT NULL,
                started_at BIGINT NOT NULL, PRIMARY KEY (firm_id, id))
            """,
            "CREATE INDEX sandbox_upload_parts_by_upload ON sandbox_upload_parts (firm_id, upload_id, part_number)",
            """
            CREATE TABLE sandbox_upload_chunks (
                firm_id TEXT NOT NULL, part_id TEXT NOT NULL, place BIGINT NOT NULL,
                bytes \(dialect.bytesColumn) NOT NULL, PRIMARY KEY (firm_id, part_id, place))
            """,
        ]
    }
}
