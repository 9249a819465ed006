import Matters
import Records
import Storage

/// A firm with years behind it, written by the engine itself, so that it is there in seconds.
struct LargeFirm: Sendable {
    let matters: Int
    let changes: Int
    let receipts: Int

    static let onServer = LargeFirm(matters: 20_000, changes: 1_000_000, receipts: 200_000)
    /// An embedded engine plans without counting rows, so that a few show what many would.
    static let embedded = LargeFirm(matters: 2_000, changes: 10_000, receipts: 2_000)

    func write(to store: any Store) async throws {
        try await store.migrate(PortalSchema.migrations)
        try await store.write { transaction in
            try Firms.put(Firm(id: "f", name: "Firm", zone: "UTC"), in: transaction, at: Instant(milliseconds: 0))
            for statement in numbers + statements { try transaction.run(statement) }
            try transaction.run(receiptStatement, [.blob(Array("{}".utf8))])
        }
        // An embedded engine of ours is never told how its rows are spread.
        try await store.write { if $0.dialect == .postgres { try $0.run("ANALYZE") } }
    }

    private var numbers: [String] {
        [
            "CREATE TABLE numbers (n BIGINT PRIMARY KEY)",
            """
            WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < \(max(changes, receipts, 5_000)))
            INSERT INTO numbers (n) SELECT n FROM up
            """,
        ]
    }

    private func each(_ count: Int, as name: String = "n") -> String {
        "(SELECT n AS \(name) FROM numbers WHERE n <= \(count)) \(name)s"
    }

    private var statements: [String] {
        [
            """
            INSERT INTO matters (firm_id, matter_id, source_id, system, source_ref, reference, name, type_ref, type_name,
                system_status, is_deleted, settlement_on, updated_at, shown_updated_at, as_at, swept, is_open,
                search_text)
            SELECT 'f', 'm' || n, 's', 'actionstep', CAST(n AS TEXT), 'REF' || n, n || ' Example Street', '33', 'Purchase',
                CASE WHEN n % 4 = 0 THEN 'Active' ELSE 'Closed' END, 0, NULL, n, n, n, 0,
                CASE WHEN n % 4 = 0 THEN 1 ELSE 0 END, n || ' example street ref' || n
            FROM \(each(matters))
            """,
            """
            INSERT INTO parties (firm_id, matter_id, ref, role_name, person_ref, name, email)
            SELECT 'f', 'm' || n, r || '--' || n, 'Client', CAST((n * 3 + r) AS TEXT), 'Person ' || n, 'p' || n || '@x.example'
            FROM \(each(matters)), \(each(3, as: "r"))
            """,
            """
            INSERT INTO documents (firm_id, matter_id, ref, document_id, name, size_bytes, has_file)
            SELECT 'f', 'm' || n, 'd' || r, 'd' || n || '-' || r, 'Contract', 1, 1
            FROM \(each(matters)), \(each(3, as: "r"))
            """,
            """
            INSERT INTO notes (firm_id, matter_id, ref, text, is_system)
            SELECT 'f', 'm' || n, 'n' || r, 'A note', 0 FROM \(each(matters)), \(each(4, as: "r"))
            """,
            """
            INSERT INTO data_values (firm_id, matter_id, ref, collection, collection_label, field, field_label, record_ref,
                data_type, text, form_order)
            SELECT 'f', 'm' || n, 'v' || r, 'keydates', 'Key dates', 'f' || r, 'F', '1', 'Str255', 'x', r
            FROM \(each(matters)), \(each(4, as: "r"))
            """,
            """
            INSERT INTO step_history (firm_id, matter_id, seq, step_ref, step_name, entered_at)
            SELECT 'f', 'm' || n, r, '33--' || r, 'Step ' || r, r
            FROM \(each(matters)), \(each(3, as: "r"))
            """,
            """
            INSERT INTO tasks (firm_id, matter_id, ref, name, status, is_done)
            SELECT 'f', 'm' || n, 't' || r, 'Order searches', 'Incomplete', 0
            FROM \(each(matters)), \(each(3, as: "r"))
            """,
            """
            INSERT INTO time_entries (firm_id, matter_id, ref, description, hours, is_billable)
            SELECT 'f', 'm' || n, 'e' || r, 'Review', 5000, 1
            FROM \(each(matters)), \(each(2, as: "r"))
            """,
            """
            INSERT INTO disbursements (firm_id, matter_id, ref, description, quantity, includes_tax, is_anticipated)
            SELECT 'f', 'm' || n, 'x' || r, 'Title search', 10000, 1, 0
            FROM \(each(matters)), \(each(2, as: "r"))
            """,
            """
            INSERT INTO access (firm_id, holder, matter_id, relation)
            SELECT 'f', 'staff', 'm' || n, 'staff' FROM \(each(matters))
            UNION ALL SELECT 'f', 'person:p' || (n % 5000) || '@x.example', 'm' || n, 'client'
            FROM \(each(matters))
            """,
            """
            INSERT INTO dirty_matters (firm_id, source_id, matter_ref, facets, leased_facets, rank, marked_at, due_at,
                attempts, lease_until, dead_lettered)
            SELECT 'f', 's', CAST(n AS TEXT), 1, 0, 1, n, n, 0, 0, 0 FROM \(each(5000))
            """,
            """
            INSERT INTO tokens (firm_id, token_hash, purpose, address, standing, label, created_at)
            SELECT 'f', 'h' || n, 'bearer', 'p' || n || '@x.example', 'party', 'Party', n FROM \(each(5000))
            """,
            """
            INSERT INTO changes (firm_id, seq, matter_id, kind, subject, topic, fact, at)
            SELECT 'f', n, 'm' || (n % \(matters) + 1), 'note', CAST(n AS TEXT), '', 'added', n
            FROM \(each(changes))
            """,
            "UPDATE firm_heads SET seq = \(changes) WHERE firm_id = 'f'",
        ]
    }

    private var receiptStatement: String {
        """
        INSERT INTO inbox (firm_id, source_id, event, body, body_bytes, received_at, state, notice_key, sorted_at)
        SELECT 'f', 's', 'ActionUpdated', $1, 2, n, CASE WHEN n > \(receipts - 50) THEN 0 ELSE 1 END,
            'k' || n, CASE WHEN n > \(receipts - 50) THEN NULL ELSE n END
        FROM \(each(receipts))
        """
    }
}
