import Matters
import Records
import Storage

/// A firm with years behind it, written by the server itself, so that it is there in seconds.
enum LargeFirm {
    static let matters = 20_000
    static let changes = 1_000_000
    static let receipts = 200_000

    static func write(to store: any Store) async throws {
        try await store.migrate(PortalSchema.migrations)
        try await store.write { transaction in
            try Firms.put(Firm(id: "f", name: "Firm", zone: "UTC"), in: transaction, at: Instant(milliseconds: 0))
            for statement in statements { try transaction.run(statement) }
        }
        try await store.write { _ = try $0.run("ANALYZE") }
    }

    private static let statements = [
        """
        INSERT INTO matters (firm_id, matter_id, source_id, system, source_ref, reference, name, type_ref, type_name,
            system_status, is_deleted, settlement_on, updated_at, shown_updated_at, as_at, swept, is_open,
            search_text)
        SELECT 'f', 'm' || n, 's', 'actionstep', n::text, 'REF' || n, n || ' Example Street', '33', 'Purchase',
            CASE WHEN n % 4 = 0 THEN 'Active' ELSE 'Closed' END, 0, NULL, n, n, n, 0,
            CASE WHEN n % 4 = 0 THEN 1 ELSE 0 END, n || ' example street ref' || n
        FROM generate_series(1, \(matters)) n
        """,
        """
        INSERT INTO parties (firm_id, matter_id, ref, role_name, person_ref, name, email)
        SELECT 'f', 'm' || n, r || '--' || n, 'Client', (n * 3 + r)::text, 'Person ' || n, 'p' || n || '@x.example'
        FROM generate_series(1, \(matters)) n, generate_series(1, 3) r
        """,
        """
        INSERT INTO documents (firm_id, matter_id, ref, document_id, name, size_bytes, has_file)
        SELECT 'f', 'm' || n, 'd' || r, 'd' || n || '-' || r, 'Contract', 1, 1
        FROM generate_series(1, \(matters)) n, generate_series(1, 3) r
        """,
        """
        INSERT INTO notes (firm_id, matter_id, ref, text, is_system)
        SELECT 'f', 'm' || n, 'n' || r, 'A note', 0 FROM generate_series(1, \(matters)) n, generate_series(1, 4) r
        """,
        """
        INSERT INTO data_values (firm_id, matter_id, ref, collection, collection_label, field, field_label, record_ref,
            data_type, text, form_order)
        SELECT 'f', 'm' || n, 'v' || r, 'keydates', 'Key dates', 'f' || r, 'F', '1', 'Str255', 'x', r
        FROM generate_series(1, \(matters)) n, generate_series(1, 4) r
        """,
        """
        INSERT INTO step_history (firm_id, matter_id, seq, step_ref, step_name, entered_at)
        SELECT 'f', 'm' || n, r, '33--' || r, 'Step ' || r, r
        FROM generate_series(1, \(matters)) n, generate_series(1, 3) r
        """,
        """
        INSERT INTO tasks (firm_id, matter_id, ref, name, status, is_done)
        SELECT 'f', 'm' || n, 't' || r, 'Order searches', 'Incomplete', 0
        FROM generate_series(1, \(matters)) n, generate_series(1, 3) r
        """,
        """
        INSERT INTO time_entries (firm_id, matter_id, ref, description, hours, is_billable)
        SELECT 'f', 'm' || n, 'e' || r, 'Review', 5000, 1
        FROM generate_series(1, \(matters)) n, generate_series(1, 2) r
        """,
        """
        INSERT INTO disbursements (firm_id, matter_id, ref, description, quantity, includes_tax, is_anticipated)
        SELECT 'f', 'm' || n, 'x' || r, 'Title search', 10000, 1, 0
        FROM generate_series(1, \(matters)) n, generate_series(1, 2) r
        """,
        """
        INSERT INTO access (firm_id, holder, matter_id, relation)
        SELECT 'f', 'staff', 'm' || n, 'staff' FROM generate_series(1, \(matters)) n
        UNION ALL SELECT 'f', 'person:p' || n % 5000 || '@x.example', 'm' || n, 'client'
        FROM generate_series(1, \(matters)) n
        """,
        """
        INSERT INTO inbox (firm_id, source_id, event, body, body_bytes, received_at, state, notice_key, sorted_at)
        SELECT 'f', 's', 'ActionUpdated', '\\x7b7d', 2, n, CASE WHEN n > \(receipts - 50) THEN 0 ELSE 1 END,
            'k' || n, CASE WHEN n > \(receipts - 50) THEN NULL ELSE n END
        FROM generate_series(1, \(receipts)) n
        """,
        """
        INSERT INTO dirty_matters (firm_id, source_id, matter_ref, facets, leased_facets, rank, marked_at, due_at,
            attempts, lease_until, parked)
        SELECT 'f', 's', n::text, 1, 0, 1, n, n, 0, 0, 0 FROM generate_series(1, 5000) n
        """,
        """
        INSERT INTO tokens (firm_id, token_hash, purpose, address, standing, label, created_at)
        SELECT 'f', 'h' || n, 'bearer', 'p' || n || '@x.example', 'party', 'Party', n FROM generate_series(1, 5000) n
        """,
        """
        INSERT INTO changes (firm_id, seq, matter_id, kind, subject, topic, fact, at)
        SELECT 'f', n, 'm' || (n % \(matters) + 1), 'note', n::text, '', 'added', n
        FROM generate_series(1, \(changes)) n
        """,
        "UPDATE firm_heads SET seq = \(changes) WHERE firm_id = 'f'",
    ]
}
