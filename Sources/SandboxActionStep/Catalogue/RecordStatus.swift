import Records
import Storage

/// The status of a matter, as the API writes it.
enum MatterStatus: String, StoredState, CaseIterable {
    case active = "Active"
    case inactive = "Inactive"
    case template = "Template"
    case closed = "Closed"
}

/// The status of a task, as the API writes it.
enum TaskStatus: String, StoredState, CaseIterable {
    case incomplete = "Incomplete"
    case complete = "Complete"
    case hidden = "Hidden"
    case deleted = "Deleted"
}

extension StoredState where RawValue == String {
    var stored: SQLValue { .text(rawValue) }
}
