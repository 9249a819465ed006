import SandboxKit
import Storage
import Webhooks

/// Tasks, time entries, disbursements and bills.
extension Catalogue {
    static let priorities = ["Low", "Normal", "High"]

    static let tasks = Resource(
        "tasks", id: .number,
        fields: [
            Field("name", .text, isRequired: true),
            Field(
                "status", .choice(TaskStatus.allCases.map(\.rawValue)), isRequired: true,
                initially: TaskStatus.incomplete.stored),
            Field("priority", .choice(priorities), isRequired: true, initially: "Normal"),
            Field("dueTimestamp", .timestamp, isWritable: true), Field("startedTimestamp", .timestamp),
            Field("completedTimestamp", .timestamp), Field("lastModifiedTimestamp", .timestamp),
            Field("actualHours", .decimal, isWritable: true), Field("billableHours", .decimal, isWritable: true),
            Field("description", .text, isWritable: true), Field("assignedBy", .text),
            Field("completeDuringStep", .fixed(nil)), Field("completeBeforeStep", .fixed(nil)),
            Field("hasTriggerDate", .fixed("F")), Field("triggerField", .fixed(nil)),
            Field("triggerOffset", .fixed(nil)), Field("triggerWeekdaysOnly", .fixed("F")),
        ],
        links: [
            Link("action", to: "actions", .number, isRequired: true),
            Link("assignee", to: "participants", .number, isWritable: true),
            Link("template", to: "steptasks", .number), Link("linkedDataCollection", to: "datacollections", .absent),
            Link("linkedDocumentTemplate", to: "documenttemplates", .absent),
            Link("triggerDataCollection", to: "datacollections", .absent), Link("rate", to: "rates", .absent),
        ],
        verbs: .all, events: .init(created: "TaskCreated", updated: "TaskUpdated"))

    /// Task templates that can be applied when a matter enters a step.
    static let stepTasks = Resource(
        "steptasks", id: .number,
        fields: [
            Field("name", .text), Field("description", .fixed(nil)),
            Field("priority", .choice(priorities), initially: "Normal"),
        ],
        links: [Link("actionType", to: "actiontypes", .number), Link("step", to: "steps", .text)])

    static let timeEntries = Resource(
        "timeentries", id: .number,
        fields: [
            Field("timestampDate", .timestamp, isWritable: true), Field("description", .text, isWritable: true),
            Field("actualHours", .decimal, isWritable: true), Field("billableHours", .decimal, isWritable: true),
            Field("createdTimestamp", .timestamp), Field("startTime", .text, isWritable: true),
            Field(
                "timerStatus", .choice(["Running", "Paused", "Stopped", "Locked"]), isWritable: true,
                initially: "Stopped"),
            Field("timerDurationSeconds", .number, isWritable: true),
            Field("billingBehavior", .choice(["Bill", "Hide", "No charge"]), isWritable: true, initially: "Bill"),
            Field("rateUnitPrice", .decimal, isWritable: true), Field("rateSource", .fixed("Timekeeper")),
            Field("rateTimestamp", .fixed(nil)), Field("billableAmountType", .fixed("Calculated")),
            Field("billableAmount", .decimal), Field("isBillable", .flag, isWritable: true, initially: 1),
            Field("importExternalReference", .text, isWritable: true),
        ],
        links: [
            Link("task", to: "tasks", .number, isWritable: true), Link("quickCode", to: "quickcodes", .absent),
            Link("createdBy", to: "participants", .number),
            Link("owner", to: "participants", .number, isWritable: true),
            Link("action", to: "actions", .number, isRequired: true), Link("rate", to: "rates", .absent),
            Link("utbmsActivityCode", to: "utbmsactivitycodes", .absent),
            Link("utbmsTaskCode", to: "utbmstaskcodes", .absent),
            Link("utbmsTimekeeperCode", to: "utbmstimekeepercodes", .absent),
            Link("phoneRecord", to: "phonerecords", .absent),
        ],
        verbs: .all, events: .init(created: "TimeEntryCreated", updated: "TimeEntryUpdated"))

    static let disbursements = Resource(
        "disbursements", id: .number,
        fields: [
            Field("date", .date, isWritable: true), Field("description", .text, isWritable: true),
            Field("quantity", .decimal, isWritable: true, initially: FixedPoint.one.stored),
            Field("unitPrice", .decimal, isWritable: true),
            Field("unitPriceIncludesTax", .flag, isWritable: true, initially: 0),
            Field("utbmsExpenseCode", .fixed(nil)), Field("importExternalReference", .text, isWritable: true),
            Field("enteredTimestamp", .timestamp), Field("isAnticipated", .flag, isWritable: true, initially: 0),
        ],
        links: [
            Link("action", to: "actions", .number, isRequired: true),
            Link("enteredByParticipant", to: "participants", .number),
            Link("uom", to: "unitsofmeasure", .absent), Link("taxCode", to: "taxcodes", .absent),
            Link("incomeAccount", to: "accounts", .absent),
        ],
        verbs: .all, events: .init(created: "DisbursementCreated", updated: "DisbursementUpdated"))

    /// Read-only and without events, as the vendor documents.
    static let bills = Resource(
        "bills", id: .number,
        fields: [
            Field("status", .choice(["Draft", "Open", "Closed", "Deleted"]), initially: "Open"),
            Field("ourReference", .text), Field("theirReference", .fixed(nil)), Field("currency", .fixed("AUD")),
            Field("invoiceDate", .date), Field("dueDate", .date), Field("totalInclusive", .decimal),
            Field("totalExclusive", .decimal), Field("totalSalesTax", .decimal), Field("totalPaid", .decimal),
            Field("totalDue", .decimal), Field("createdTimestamp", .timestamp), Field("modifiedTimestamp", .timestamp),
            Field("deletedTimestamp", .fixed(nil)),
        ],
        links: [
            Link("division", to: "divisions", .number), Link("action", to: "actions", .list),
            Link("theirParticipant", to: "participants", .number),
        ])
}
