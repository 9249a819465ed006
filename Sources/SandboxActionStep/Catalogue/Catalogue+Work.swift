import SandboxKit
import Storage
import Webhooks

/// Tasks, time entries, disbursements and bills.
extension Catalogue {
    static let priorities = ["Low", "Normal", "High"]

    static let tasks = Resource(
        "tasks", id: .number,
        fields: [
            "name": .text.required,
            "status": .choice(TaskStatus.allCases.map(\.rawValue)).required.initially(TaskStatus.incomplete.stored),
            "priority": .choice(priorities).required.initially("Normal"), "dueTimestamp": .timestamp.writable,
            "startedTimestamp": .timestamp, "completedTimestamp": .timestamp, "lastModifiedTimestamp": .timestamp,
            "actualHours": .decimal.writable, "billableHours": .decimal.writable, "description": .text.writable,
            "assignedBy": .text, "completeDuringStep": .null, "completeBeforeStep": .null,
            "hasTriggerDate": .fixed("F"), "triggerField": .null, "triggerOffset": .null,
            "triggerWeekdaysOnly": .fixed("F"),
        ],
        links: [
            "action": .number("actions").required, "assignee": .number("participants").writable,
            "template": .number("steptasks"), "linkedDataCollection": .absent("datacollections"),
            "linkedDocumentTemplate": .absent("documenttemplates"), "triggerDataCollection": .absent("datacollections"),
            "rate": .absent("rates"),
        ],
        verbs: .all, events: .init(created: "TaskCreated", updated: "TaskUpdated"))

    /// Task templates that can be applied when a matter enters a step.
    static let stepTasks = Resource(
        "steptasks", id: .number,
        fields: ["name": .text, "description": .null, "priority": .choice(priorities).initially("Normal")],
        links: ["actionType": .number("actiontypes"), "step": .text("steps")])

    static let timeEntries = Resource(
        "timeentries", id: .number,
        fields: [
            "timestampDate": .timestamp.writable, "description": .text.writable, "actualHours": .decimal.writable,
            "billableHours": .decimal.writable, "createdTimestamp": .timestamp, "startTime": .text.writable,
            "timerStatus": .choice(["Running", "Paused", "Stopped", "Locked"]).writable.initially("Stopped"),
            "timerDurationSeconds": .number.writable,
            "billingBehavior": .choice(["Bill", "Hide", "No charge"]).writable.initially("Bill"),
            "rateUnitPrice": .decimal.writable, "rateSource": .fixed("Timekeeper"), "rateTimestamp": .null,
            "billableAmountType": .fixed("Calculated"), "billableAmount": .decimal,
            "isBillable": .flag.writable.initially(1), "importExternalReference": .text.writable,
        ],
        links: [
            "task": .number("tasks").writable, "quickCode": .absent("quickcodes"), "createdBy": .number("participants"),
            "owner": .number("participants").writable, "action": .number("actions").required, "rate": .absent("rates"),
            "utbmsActivityCode": .absent("utbmsactivitycodes"), "utbmsTaskCode": .absent("utbmstaskcodes"),
            "utbmsTimekeeperCode": .absent("utbmstimekeepercodes"), "phoneRecord": .absent("phonerecords"),
        ],
        verbs: .all, events: .init(created: "TimeEntryCreated", updated: "TimeEntryUpdated"))

    static let disbursements = Resource(
        "disbursements", id: .number,
        fields: [
            "date": .date.writable, "description": .text.writable,
            "quantity": .decimal.writable.initially(FixedPoint.one.stored), "unitPrice": .decimal.writable,
            "unitPriceIncludesTax": .flag.writable.initially(0), "utbmsExpenseCode": .null,
            "importExternalReference": .text.writable, "enteredTimestamp": .timestamp,
            "isAnticipated": .flag.writable.initially(0),
        ],
        links: [
            "action": .number("actions").required, "enteredByParticipant": .number("participants"),
            "uom": .absent("unitsofmeasure"), "taxCode": .absent("taxcodes"), "incomeAccount": .absent("accounts"),
        ],
        verbs: .all, events: .init(created: "DisbursementCreated", updated: "DisbursementUpdated"))

    /// Read-only and without events, as the vendor documents.
    static let bills = Resource(
        "bills", id: .number,
        fields: [
            "status": .choice(["Draft", "Open", "Closed", "Deleted"]).initially("Open"), "ourReference": .text,
            "theirReference": .null, "currency": .fixed("AUD"), "invoiceDate": .date, "dueDate": .date,
            "totalInclusive": .decimal, "totalExclusive": .decimal, "totalSalesTax": .decimal, "totalPaid": .decimal,
            "totalDue": .decimal, "createdTimestamp": .timestamp, "modifiedTimestamp": .timestamp,
            "deletedTimestamp": .null,
        ],
        links: [
            "division": .number("divisions"), "action": .list("actions"), "theirParticipant": .number("participants"),
        ])
}
