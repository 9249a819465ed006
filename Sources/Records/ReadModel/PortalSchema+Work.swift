import Matters
import Storage

/// Tasks, money, filing and related matters; the received notices of each hook; gaps in a feed.
extension PortalSchema {
    static func work(_ dialect: Dialect) -> [String] { lists + filing + sequences + [firstReading] }

    private static let lists = [
        """
        CREATE TABLE tasks (
            firm_id TEXT NOT NULL, matter_id TEXT NOT NULL, ref TEXT NOT NULL, name TEXT NOT NULL,
            status TEXT NOT NULL, is_done BIGINT NOT NULL, priority TEXT, assignee TEXT, due_on TEXT,
            completed_on TEXT, PRIMARY KEY (firm_id, matter_id, ref))
        """,
        """
        CREATE TABLE time_entries (
            firm_id TEXT NOT NULL, matter_id TEXT NOT NULL, ref TEXT NOT NULL, worked_on TEXT,
            description TEXT NOT NULL, person TEXT, hours BIGINT, billable_hours BIGINT, amount BIGINT,
            is_billable BIGINT NOT NULL, PRIMARY KEY (firm_id, matter_id, ref))
        """,
        """
        CREATE TABLE disbursements (
            firm_id TEXT NOT NULL, matter_id TEXT NOT NULL, ref TEXT NOT NULL, incurred_on TEXT,
            description TEXT NOT NULL, quantity BIGINT, unit_price BIGINT, includes_tax BIGINT NOT NULL,
            is_anticipated BIGINT NOT NULL, PRIMARY KEY (firm_id, matter_id, ref))
        """,
    ]

    /// Null where the facet was never fetched: the first answer is then no change.
    private static let filing = [
        "ALTER TABLE documents ADD COLUMN folder TEXT",
        "ALTER TABLE documents ADD COLUMN tags TEXT",
        "ALTER TABLE notes ADD COLUMN tags TEXT",
        "ALTER TABLE matters ADD COLUMN related TEXT",
        "ALTER TABLE matters ADD COLUMN facets_read BIGINT NOT NULL DEFAULT \(facetsBefore.rawValue)",
    ]

    private static let sequences = [
        "ALTER TABLE hooks ADD COLUMN heard_up_to BIGINT",
        "ALTER TABLE hooks ADD COLUMN looked_count BIGINT",
        "ALTER TABLE hooks ADD COLUMN looked_at BIGINT",
        """
        CREATE TABLE heard_notices (
            firm_id TEXT NOT NULL, source_id TEXT NOT NULL, hook_ref TEXT NOT NULL, trigger_count BIGINT NOT NULL,
            PRIMARY KEY (firm_id, source_id, hook_ref, trigger_count))
        """,
        """
        CREATE TABLE feed_gaps (
            firm_id TEXT NOT NULL, source_id TEXT NOT NULL, sweep_id BIGINT NOT NULL, missed BIGINT NOT NULL,
            found_at BIGINT NOT NULL, PRIMARY KEY (firm_id, source_id))
        """,
    ]

    private static let facetsBefore: Facets = [.details, .parties, .documents, .notes, .values]
    private static let facetsMissing: Facets = [.details, .documents, .notes, .tasks, .money]

    /// Matters that were imported before lack the new facts: one sweep fetches them at the next start.
    private static let firstReading = """
        INSERT INTO sweeps (firm_id, source_id, reason, facets, next_page, matters_done, matters_total,
            requested_at, due_at, attempts, lease_until)
        SELECT firm_id, source_id, 'facts that an earlier version did not ask for', \(facetsMissing.rawValue), 1, 0, 0,
            connected_at, connected_at, 0, 0
        FROM sources s WHERE EXISTS (
            SELECT 1 FROM sweeps w WHERE w.firm_id = s.firm_id AND w.source_id = s.source_id)
        """

    /// Only names change: no row is written anew.
    static let renames = [
        "ALTER TABLE dirty_matters RENAME COLUMN parked TO dead_lettered",
        "DROP INDEX inbox_parked",
        "CREATE INDEX inbox_dead_lettered ON inbox (firm_id, receipt_id) WHERE state = 3",
        "ALTER TABLE heard_notices RENAME TO hook_sequences",
        "ALTER TABLE hooks RENAME COLUMN heard_up_to TO received_up_to",
        "ALTER TABLE hooks RENAME COLUMN looked_count TO reported_count",
        "ALTER TABLE hooks RENAME COLUMN looked_at TO reported_at",
    ]
}
