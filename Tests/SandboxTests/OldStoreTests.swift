import HTTPTypes
import LocalServer
import Matters
import Storage
import StorageSQLite
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit

/// The tables of settings and ids moved from the migration set `world` to the set `sandbox`.
@Suite struct `A store from before the shared tables had their own migrations` {
    @Test func `opens, keeps its rows and works`() async throws {
        let folder = try TemporaryFolder("old-store")
        let store = try SQLiteStore(path: folder.path + "/sandbox.db", ownership: .server) { 0 }
        let tables = Self.tables.split(separator: ";").map(String.init)
        try await store.migrate(
            MigrationSet(name: "world", migrations: [Migration(1, "the firm inside ActionStep") { _ in tables }]))
        try await store.write { for row in Self.rows { try $0.run("INSERT INTO " + row) } }

        for start in 1...2 {
            let fixture = try await Fixture(opening: store, in: folder)
            let settings = try await store.read { try SandboxSettings.load(in: $0) }
            #expect(
                settings
                    == SandboxSettings(
                        clientID: "old-client", clientSecret: "old-secret", seed: 7, matters: 1,
                        begunAt: Instant(milliseconds: 1_777_777_777_000), mattersMade: 1, port: nil))
            #expect(fixture.token == "AT-old")
            let matter = try await fixture.rest(.get, "actions/5").json["actions"]
            #expect(matter?["name"] == "Hunt, 3 Wattle Street")
            let made = try await fixture.rest(
                .post, "filenotes", #"{"filenotes": {"text": "Still here", "links": {"action": "5"}}}"#)
            #expect(made.json["filenotes"]?["id"]?.scalarText == String(40 + start), "\(made.text)")
            let notes = try await fixture.rest(.get, "filenotes").json["filenotes"]?.array
            #expect(notes?.count == 1 + start)
            #expect(try await fixture.call(.get, "/matters/5").status == 200)
        }
    }

    private static let rows = [
        """
        sandbox_settings VALUES ('sandbox', 'client_id', 'old-client'), ('sandbox', 'client_secret', 'old-secret'),
            ('sandbox', 'seed', '7'), ('sandbox', 'matters', '1'), ('sandbox', 'begun_at_ms', '1777777777000')
        """,
        "sandbox_ids VALUES ('sandbox', 'actions', 5), ('sandbox', 'filenotes', 40)",
        """
        sandbox_tokens VALUES ('sandbox', 'AT-old', 'access', NULL, 0), ('sandbox', 'RT-old', 'refresh', NULL, 0)
        """,
        "actionstep_participants (firm_id, id, display_name) VALUES ('sandbox', 11, 'Ana Ng')",
        "actionstep_users (firm_id, id, participant_id) VALUES ('sandbox', 11, 11)",
        "actionstep_actiontypes (firm_id, id, name) VALUES ('sandbox', 1, 'Conveyance')",
        "actionstep_steps (firm_id, id, step_name, action_type_id) VALUES ('sandbox', '1--1', 'Opened', 1)",
        """
        actionstep_actions (
            firm_id, id, name, reference, status, status_timestamp, created_timestamp, modified_timestamp,
            action_type_id, step_id)
        VALUES (
            'sandbox', 5, 'Hunt, 3 Wattle Street', 'R5', 'Active', 1777777777000, 1777777777000, 1777777777000, 1,
            '1--1')
        """,
        """
        actionstep_filenotes (firm_id, id, entered_timestamp, note_timestamp, text, action_id)
        VALUES ('sandbox', 40, 1777777777000, 1777777777000, 'An old note', 5)
        """,
    ]

    /// The statements of `world` 1 as they were.
    private static let tables = """
        CREATE TABLE sandbox_settings (
            firm_id TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (firm_id, name));
        CREATE TABLE sandbox_ids (
            firm_id TEXT NOT NULL, resource TEXT NOT NULL, last_id BIGINT NOT NULL, PRIMARY KEY (firm_id, resource));
        CREATE TABLE sandbox_tokens (
            firm_id TEXT NOT NULL, token TEXT NOT NULL, kind TEXT NOT NULL, expires_at BIGINT, is_spent BIGINT NOT NULL,
            PRIMARY KEY (firm_id, token));
        CREATE TABLE actionstep_actiontypes (
            firm_id TEXT NOT NULL, id BIGINT NOT NULL, name TEXT, description TEXT, primary_participant_type_id
            BIGINT, PRIMARY KEY (firm_id, id));
        CREATE TABLE actionstep_steps (
            firm_id TEXT NOT NULL, id TEXT NOT NULL, step_number TEXT, step_name TEXT, action_status TEXT,
            action_type_id BIGINT, PRIMARY KEY (firm_id, id));
        CREATE TABLE actionstep_nodes (
            firm_id TEXT NOT NULL, id BIGINT NOT NULL, step_number BIGINT, weight BIGINT, action_type_id BIGINT,
            parent_id BIGINT, PRIMARY KEY (firm_id, id));
        CREATE TABLE actionstep_stepdatafields (
            firm_id TEXT NOT NULL, id BIGINT NOT NULL, group_label TEXT, field_label TEXT, display_order BIGINT,
            is_required BIGINT, data_field TEXT, action_type_id BIGINT, step_id TEXT, data_collection_id BIGINT,
            PRIMARY KEY (firm_id, id));
        CREATE TABLE actionstep_participanttypes (
            firm_id TEXT NOT NULL, id BIGINT NOT NULL, name TEXT, display_name TEXT, is_base_participant_type
            BIGINT, PRIMARY KEY (firm_id, id));
        CREATE TABLE actionstep_participants (
            firm_id TEXT NOT NULL, id BIGINT NOT NULL, display_name TEXT, display_initials TEXT, is_company
            BIGINT, company_name TEXT, salutation TEXT, first_name TEXT, last_name TEXT, physical_address_line1
            TEXT, physical_city TEXT, physical_state_province TEXT, physical_post_code TEXT, phone1_number TEXT,
            email TEXT, occupation TEXT, modified_timestamp BIGINT, created_timestamp BIGINT,
            physical_country_id TEXT, division_id BIGINT, PRIMARY KEY (firm_id, id));
        CREATE TABLE actionstep_actions (
            firm_id TEXT NOT NULL, id BIGINT NOT NULL, name TEXT, reference TEXT, priority BIGINT, status TEXT,
            status_timestamp BIGINT, created_timestamp BIGINT, modified_timestamp BIGINT,
            import_external_reference TEXT, banner_text TEXT, assigned_to_id BIGINT, division_id BIGINT,
            action_type_id BIGINT, primary_participants_id TEXT, step_id TEXT, bill_settings_id BIGINT, PRIMARY
            KEY (firm_id, id));
        CREATE TABLE actionstep_actionparticipants (
            firm_id TEXT NOT NULL, id TEXT NOT NULL, participant_number BIGINT, action_id BIGINT,
            participant_type_id BIGINT, participant_id BIGINT, PRIMARY KEY (firm_id, id));
        CREATE TABLE actionstep_filenotes (
            firm_id TEXT NOT NULL, id BIGINT NOT NULL, entered_timestamp BIGINT, text TEXT, entered_by TEXT,
            source TEXT, note_timestamp BIGINT, action_id BIGINT, document_id BIGINT, participant_id BIGINT,
            PRIMARY KEY (firm_id, id));
        CREATE TABLE actionstep_actiondocuments (
            firm_id TEXT NOT NULL, id BIGINT NOT NULL, name TEXT, created_timestamp BIGINT, modified_timestamp
            BIGINT, status TEXT, file_type TEXT, file_size BIGINT, extension TEXT, file TEXT, file_name TEXT,
            action_id BIGINT, created_by_id BIGINT, PRIMARY KEY (firm_id, id));
        CREATE TABLE actionstep_datacollections (
            firm_id TEXT NOT NULL, id BIGINT NOT NULL, name TEXT, label TEXT, multiple_records BIGINT, "order"
            BIGINT, action_type_id BIGINT, PRIMARY KEY (firm_id, id));
        CREATE TABLE actionstep_datacollectionfields (
            firm_id TEXT NOT NULL, id TEXT NOT NULL, name TEXT, data_type TEXT, label TEXT, form_order BIGINT,
            list_order BIGINT, required BIGINT, data_collection_id BIGINT, PRIMARY KEY (firm_id, id));
        CREATE TABLE actionstep_datacollectionrecords (
            firm_id TEXT NOT NULL, id BIGINT NOT NULL, can_delete BIGINT, action_id BIGINT, data_collection_id
            BIGINT, PRIMARY KEY (firm_id, id));
        CREATE TABLE actionstep_datacollectionrecordvalues (
            firm_id TEXT NOT NULL, id TEXT NOT NULL, string_value TEXT, last_modified_time_stamp BIGINT,
            last_modified_by_user_id BIGINT, action_id BIGINT, data_collection_field_id TEXT,
            data_collection_record_id BIGINT, data_collection_id BIGINT, PRIMARY KEY (firm_id, id));
        CREATE TABLE actionstep_users (
            firm_id TEXT NOT NULL, id BIGINT NOT NULL, email_address TEXT, participant_id BIGINT, PRIMARY KEY
            (firm_id, id));
        CREATE INDEX actionstep_actions_by_modified_timestamp ON actionstep_actions (firm_id, modified_timestamp);
        CREATE INDEX actionstep_actions_by_action_type_id ON actionstep_actions (firm_id, action_type_id);
        CREATE INDEX actionstep_actions_by_reference ON actionstep_actions (firm_id, reference);
        CREATE INDEX actionstep_actionparticipants_by_action_id ON actionstep_actionparticipants (firm_id, action_id);
        CREATE INDEX actionstep_actionparticipants_by_participant_id
            ON actionstep_actionparticipants (firm_id, participant_id);
        CREATE INDEX actionstep_participants_by_email ON actionstep_participants (firm_id, email);
        CREATE INDEX actionstep_participants_by_modified_timestamp
            ON actionstep_participants (firm_id, modified_timestamp);
        CREATE INDEX actionstep_filenotes_by_action_id ON actionstep_filenotes (firm_id, action_id);
        CREATE INDEX actionstep_filenotes_by_entered_timestamp ON actionstep_filenotes (firm_id, entered_timestamp);
        CREATE INDEX actionstep_actiondocuments_by_action_id ON actionstep_actiondocuments (firm_id, action_id);
        CREATE INDEX actionstep_actiondocuments_by_modified_timestamp
            ON actionstep_actiondocuments (firm_id, modified_timestamp);
        CREATE INDEX actionstep_datacollectionrecords_by_action_id
            ON actionstep_datacollectionrecords (firm_id, action_id);
        CREATE INDEX actionstep_datacollectionrecords_by_data_collection_id
            ON actionstep_datacollectionrecords (firm_id, data_collection_id);
        CREATE INDEX actionstep_datacollectionrecordvalues_by_action_id
            ON actionstep_datacollectionrecordvalues (firm_id, action_id);
        CREATE INDEX actionstep_datacollectionrecordvalues_by_data_collection_record_id
            ON actionstep_datacollectionrecordvalues (firm_id, data_collection_record_id);
        CREATE INDEX actionstep_datacollectionrecordvalues_by_last_modified_time_stamp
            ON actionstep_datacollectionrecordvalues (firm_id, last_modified_time_stamp)
        """
}
