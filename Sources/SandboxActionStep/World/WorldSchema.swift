import Storage

/// ActionStep's own rows: a table for each resource, an index for each filter that clients lean on. Moments
/// are milliseconds since the epoch, flags 0 or 1.
enum WorldSchema {
    static let migrations = MigrationSet(
        name: "world",
        migrations: [
            Migration(1, "the firm inside ActionStep") { _ in tokens + tables + indexes },
            Migration(2, "tasks, time, money, folders, tags, related matters") { _ in WorkSchema.statements },
            Migration(3, "counts of what is not deleted") { _ in WorkSchema.living },
        ])

    private static let tokens = [
        """
        CREATE TABLE sandbox_tokens (
            firm_id TEXT NOT NULL, token TEXT NOT NULL, kind TEXT NOT NULL, expires_at BIGINT, is_spent BIGINT NOT NULL,
            PRIMARY KEY (firm_id, token))
        """
    ]

    private static let tables = [
        table("actiontypes", "name TEXT, description TEXT, primary_participant_type_id BIGINT"),
        table("steps", id: "TEXT", "step_number TEXT, step_name TEXT, action_status TEXT, action_type_id BIGINT"),
        table("nodes", "step_number BIGINT, weight BIGINT, action_type_id BIGINT, parent_id BIGINT"),
        table(
            "stepdatafields",
            """
            group_label TEXT, field_label TEXT, display_order BIGINT, is_required BIGINT, data_field TEXT,
            action_type_id BIGINT, step_id TEXT, data_collection_id BIGINT
            """),
        table("participanttypes", "name TEXT, display_name TEXT, is_base_participant_type BIGINT"),
        table(
            "participants",
            """
            display_name TEXT, display_initials TEXT, is_company BIGINT, company_name TEXT, salutation TEXT,
            first_name TEXT, last_name TEXT, physical_address_line1 TEXT, physical_city TEXT,
            physical_state_province TEXT, physical_post_code TEXT, phone1_number TEXT, email TEXT, occupation TEXT,
            modified_timestamp BIGINT, created_timestamp BIGINT, physical_country_id TEXT, division_id BIGINT
            """),
        table(
            "actions",
            """
            name TEXT, reference TEXT, priority BIGINT, status TEXT, status_timestamp BIGINT, created_timestamp BIGINT,
            modified_timestamp BIGINT, import_external_reference TEXT, banner_text TEXT, assigned_to_id BIGINT,
            division_id BIGINT, action_type_id BIGINT, primary_participants_id TEXT, step_id TEXT,
            bill_settings_id BIGINT
            """),
        table(
            "actionparticipants", id: "TEXT",
            "participant_number BIGINT, action_id BIGINT, participant_type_id BIGINT, participant_id BIGINT"),
        table(
            "filenotes",
            """
            entered_timestamp BIGINT, text TEXT, entered_by TEXT, source TEXT, note_timestamp BIGINT, action_id BIGINT,
            document_id BIGINT, participant_id BIGINT
            """),
        table(
            "actiondocuments",
            """
            name TEXT, created_timestamp BIGINT, modified_timestamp BIGINT, status TEXT, file_type TEXT,
            file_size BIGINT, extension TEXT, file TEXT, file_name TEXT, action_id BIGINT, created_by_id BIGINT
            """),
        table(
            "datacollections",
            "name TEXT, label TEXT, multiple_records BIGINT, \"order\" BIGINT, action_type_id BIGINT"),
        table(
            "datacollectionfields", id: "TEXT",
            """
            name TEXT, data_type TEXT, label TEXT, form_order BIGINT, list_order BIGINT, required BIGINT,
            data_collection_id BIGINT
            """),
        table("datacollectionrecords", "can_delete BIGINT, action_id BIGINT, data_collection_id BIGINT"),
        table(
            "datacollectionrecordvalues", id: "TEXT",
            """
            string_value TEXT, last_modified_time_stamp BIGINT, last_modified_by_user_id BIGINT, action_id BIGINT,
            data_collection_field_id TEXT, data_collection_record_id BIGINT, data_collection_id BIGINT
            """),
        table("users", "email_address TEXT, participant_id BIGINT"),
    ]

    private static let indexes = [
        index("actions", "modified_timestamp"), index("actions", "action_type_id"), index("actions", "reference"),
        index("actionparticipants", "action_id"), index("actionparticipants", "participant_id"),
        index("participants", "email"), index("participants", "modified_timestamp"),
        index("filenotes", "action_id"), index("filenotes", "entered_timestamp"),
        index("actiondocuments", "action_id"), index("actiondocuments", "modified_timestamp"),
        index("datacollectionrecords", "action_id"), index("datacollectionrecords", "data_collection_id"),
        index("datacollectionrecordvalues", "action_id"),
        index("datacollectionrecordvalues", "data_collection_record_id"),
        index("datacollectionrecordvalues", "last_modified_time_stamp"),
    ]

    static func table(_ name: String, id: String = "BIGINT", _ columns: String) -> String {
        """
        CREATE TABLE actionstep_\(name) (
            firm_id TEXT NOT NULL, id \(id) NOT NULL, \(columns), PRIMARY KEY (firm_id, id))
        """
    }

    static func index(_ table: String, _ column: String) -> String {
        "CREATE INDEX actionstep_\(table)_by_\(column) ON actionstep_\(table) (firm_id, \(column))"
    }
}
