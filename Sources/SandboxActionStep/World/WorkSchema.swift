/// Tasks, time, money, folders, tags and related matters. A world from before goes on: new columns of old tables hold
/// what was true of every row then.
enum WorkSchema {
    static let statements = columns + tables + indexes

    /// Whole lists are counted for each of their pages, deleted rows left out.
    static let living = ["actions", "actiondocuments"].map {
        "CREATE INDEX actionstep_\($0)_living ON actionstep_\($0) (firm_id, id) WHERE is_deleted = 0"
    }

    private static let columns = [
        column("actions", "is_billable_override BIGINT"), column("actions", "is_deleted BIGINT DEFAULT 0"),
        column("actions", "deleted_by TEXT"), column("actions", "deleted_timestamp BIGINT"),
        column("actions", "override_billing_status TEXT"),
        column("actions", "aml_review_status TEXT DEFAULT 'None'"), column("actions", "related_actions_id TEXT"),
        column("actiondocuments", "is_deleted BIGINT DEFAULT 0"), column("actiondocuments", "folder_id BIGINT"),
        column("actiondocuments", "tags_id TEXT"), column("filenotes", "tags_id TEXT"),
        column("users", "is_current BIGINT DEFAULT 1"),
    ]

    private static let tables = [
        WorldSchema.table("actionfolders", "name TEXT, action_id BIGINT, parent_folder_id BIGINT"),
        WorldSchema.table("tags", "name TEXT"), WorldSchema.table("divisions", "name TEXT"),
        WorldSchema.table(
            "tasks",
            """
            name TEXT, status TEXT, priority TEXT, due_timestamp BIGINT, started_timestamp BIGINT,
            completed_timestamp BIGINT, last_modified_timestamp BIGINT, actual_hours BIGINT, billable_hours BIGINT,
            description TEXT, assigned_by TEXT, action_id BIGINT, assignee_id BIGINT, template_id BIGINT
            """),
        WorldSchema.table("steptasks", "name TEXT, priority TEXT, action_type_id BIGINT, step_id TEXT"),
        WorldSchema.table(
            "timeentries",
            """
            timestamp_date BIGINT, description TEXT, actual_hours BIGINT, billable_hours BIGINT,
            created_timestamp BIGINT, start_time TEXT, timer_status TEXT, timer_duration_seconds BIGINT,
            billing_behavior TEXT, rate_unit_price BIGINT, billable_amount BIGINT, is_billable BIGINT,
            import_external_reference TEXT, task_id BIGINT, created_by_id BIGINT, owner_id BIGINT, action_id BIGINT
            """),
        WorldSchema.table(
            "disbursements",
            """
            date TEXT, description TEXT, quantity BIGINT, unit_price BIGINT, unit_price_includes_tax BIGINT,
            import_external_reference TEXT, entered_timestamp BIGINT, is_anticipated BIGINT, action_id BIGINT,
            entered_by_participant_id BIGINT
            """),
        WorldSchema.table(
            "bills",
            """
            status TEXT, our_reference TEXT, invoice_date TEXT, due_date TEXT, total_inclusive BIGINT,
            total_exclusive BIGINT, total_sales_tax BIGINT, total_paid BIGINT, total_due BIGINT,
            created_timestamp BIGINT, modified_timestamp BIGINT, division_id BIGINT, action_id TEXT,
            their_participant_id BIGINT
            """),
        WorldSchema.table(
            "datacollectionfielddropdownchoices", id: "TEXT",
            """
            name TEXT, value TEXT, list_order BIGINT, is_default BIGINT, data_collection_field_id TEXT,
            data_collection_id BIGINT
            """),
        WorldSchema.table(
            "actiontypeparticipanttypes", id: "TEXT",
            """
            required BIGINT, is_primary_participant_type BIGINT, action_type BIGINT, participant_type_id BIGINT
            """),
        WorldSchema.table(
            "participantdefaulttypes", id: "TEXT", "participant_id BIGINT, participant_type_id BIGINT"),
    ]

    private static let indexes = ["actionfolders", "tasks", "timeentries", "disbursements"].map {
        WorldSchema.index($0, "action_id")
    }

    private static func column(_ table: String, _ definition: String) -> String {
        "ALTER TABLE actionstep_\(table) ADD COLUMN \(definition)"
    }
}
