package import Matters
package import Storage

/// Identifies one connection of one firm with a practice system.
package struct SourceKey: Sendable, Hashable {
    package let firmID: String
    package let sourceID: String

    package init(firmID: String, sourceID: String) {
        self.firmID = firmID
        self.sourceID = sourceID
    }
}

/// A firm's connection with its practice system. Secrets are sealed before they are stored here.
package struct Source: Sendable, Equatable {
    package var firmID: String
    package var id: String
    /// The name of the adapter, such as `actionstep`.
    package var system: String
    package var apiEndpoint: String
    package var sealedCredentials: [UInt8]
    package var sealedHookToken: [UInt8]
    /// Lower-case hex SHA-256 of the token in the hook URLs.
    package var hookTokenHash: String
    /// Why the source cannot be used until a person acts, such as `unauthorized`.
    package var failure: String?
    /// When a person connected it last.
    package var connectedAt: Instant

    package var key: SourceKey { SourceKey(firmID: firmID, sourceID: id) }

    package init(
        firmID: String, id: String, system: String, apiEndpoint: String, sealedCredentials: [UInt8],
        sealedHookToken: [UInt8], hookTokenHash: String, failure: String? = nil, connectedAt: Instant
    ) {
        self.firmID = firmID
        self.id = id
        self.system = system
        self.apiEndpoint = apiEndpoint
        self.sealedCredentials = sealedCredentials
        self.sealedHookToken = sealedHookToken
        self.hookTokenHash = hookTokenHash
        self.failure = failure
        self.connectedAt = connectedAt
    }
}

/// The sources of all firms. Every function throws `StoreError`.
package enum Sources {
    private static let columns =
        "firm_id, source_id, system, api_endpoint, credentials, hook_token, hook_token_hash, failure, connected_at"

    /// Inserts the source. One that is connected again keeps the hook token of its earlier connection.
    package static func put(_ source: Source, in transaction: any Writing) throws {
        try transaction.run(
            """
            INSERT INTO sources (\(columns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (firm_id, source_id) DO UPDATE SET
                api_endpoint = excluded.api_endpoint, credentials = excluded.credentials,
                connected_at = excluded.connected_at, failure = NULL
            """,
            [
                .text(source.firmID), .text(source.id), .text(source.system), .text(source.apiEndpoint),
                .blob(source.sealedCredentials), .blob(source.sealedHookToken), .text(source.hookTokenHash), .null,
                .instant(source.connectedAt),
            ])
        transaction.notify(.settings)
    }

    package static func all(in reading: any Reading) throws -> [Source] {
        try reading.rows("SELECT \(columns) FROM sources ORDER BY firm_id, source_id").map(read)
    }

    package static func find(_ key: SourceKey, in reading: any Reading) throws -> Source? {
        try reading.row("SELECT \(columns) FROM sources WHERE firm_id = $1 AND source_id = $2", key.values).map(read)
    }

    /// - Parameter tokenHash: of the token in the source's hook URLs.
    package static func find(tokenHash: String, in reading: any Reading) throws -> Source? {
        try reading.row("SELECT \(columns) FROM sources WHERE hook_token_hash = $1", [.text(tokenHash)]).map(read)
    }

    package static func storeCredentials(
        _ sealed: [UInt8], apiEndpoint: String, source: SourceKey, in transaction: any Writing
    ) throws {
        try transaction.run(
            "UPDATE sources SET credentials = $3, api_endpoint = $4 WHERE firm_id = $1 AND source_id = $2",
            source.values + [.blob(sealed), .text(apiEndpoint)])
    }

    package static func setFailure(_ failure: String?, source: SourceKey, in transaction: any Writing) throws {
        try transaction.run(
            "UPDATE sources SET failure = $3 WHERE firm_id = $1 AND source_id = $2",
            source.values + [SQLValue(failure)])
    }

    private static func read(_ row: Row) -> Source {
        Source(
            firmID: row.text(0), id: row.text(1), system: row.text(2), apiEndpoint: row.text(3),
            sealedCredentials: row.blob(4), sealedHookToken: row.blob(5), hookTokenHash: row.text(6),
            failure: row.optionalText(7), connectedAt: row.instant(8))
    }
}

/// The hooks registered at a source, and the steps its matters go through.
extension Sources {
    package static func insertHook(
        _ hook: RemoteHook, source: SourceKey, in transaction: any Writing,
        at now: Instant
    ) throws {
        try transaction.run(
            """
            INSERT INTO hooks (firm_id, source_id, hook_ref, event, registered_at, received_up_to)
            VALUES ($1, $2, $3, $4, $5, 0)
            ON CONFLICT (firm_id, source_id, hook_ref) DO NOTHING
            """, source.values + [.text(hook.id), .text(hook.event), .instant(now)])
    }

    package static func replaceWorkflows(
        _ workflows: [Workflow], source: SourceKey, in transaction: any Writing
    ) throws {
        try transaction.run(
            "DELETE FROM workflow_steps WHERE firm_id = $1 AND source_id = $2",
            source.values)
        for workflow in workflows {
            try transaction.run(
                """
                INSERT INTO workflow_steps (firm_id, source_id, type_ref, position, step_ref, step_name, type_name)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                """,
                each: workflow.steps.enumerated().map { position, step in
                    source.values + [
                        .text(workflow.typeRef), SQLValue(position), .text(step.ref), .text(step.name),
                        .text(workflow.typeName),
                    ]
                })
        }
    }
}
