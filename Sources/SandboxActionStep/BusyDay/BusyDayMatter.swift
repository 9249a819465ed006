import Matters
import Records
import Storage

/// The state of a matter that decides the next action on it.
struct BusyDayMatter: Sendable, Equatable {
    struct Party: Sendable, Equatable {
        let link: String
        let role: Int64
    }

    var today: CalendarDate
    var isPurchase = true
    var isClosed = false
    /// From 1.
    var step = 1
    var stepCount = 10
    var settlement: CalendarDate?
    /// Record ids of outstanding items.
    var openItems: [Int64] = []
    var doneItems: [Int64] = []
    var noteCount = 0
    /// The newest note that a person wrote.
    var lastNote: Int64?
    var documentCount = 0
    var lastDocument: Int64?
    var openTasks: [Int64] = []
    var taskCount = 0
    var entryCount = 0
    var parties: [Party] = []
}

extension BusyDayMatter {
    init(_ matter: ActionStepRecord, at now: Instant, in reading: any Reading) throws {
        let type = matter.integer("action_type_id") ?? 0
        self.init(today: Presentation.date(of: now), isPurchase: type == SeedIDs.purchase)
        isClosed = matter["status"] == MatterStatus.closed.stored
        let steps = try WorkflowSteps(of: matter, in: reading).all
        step = (steps.firstIndex { $0.id == matter["step_id"] } ?? 0) + 1
        stepCount = steps.count
        try readFields(of: matter, in: reading)
        try readNotesAndDocuments(of: matter, in: reading)
        try readWork(of: matter, in: reading)
        parties = try ActionStepTables.select(
            Catalogue.actionParticipants, where: "action_id = $2", [matter.id], tail: "ORDER BY id", in: reading
        ).map { Party(link: $0.idText, role: $0.integer("participant_type_id") ?? 0) }
    }

    private mutating func readFields(of matter: ActionStepRecord, in reading: any Reading) throws {
        let collections = try CollectionReading(of: matter, in: reading)
        let dates = collections.entries(of: FirmSetUp.keyDates).first?.values ?? [:]
        settlement = CalendarDate(dates["smtdateonly"] ?? "")
        for item in collections.entries(of: FirmSetUp.outstanding) {
            guard let record = Int64(item.record) else { continue }
            if item.values["done"] == "T" { doneItems.append(record) } else { openItems.append(record) }
        }
    }

    private mutating func readNotesAndDocuments(of matter: ActionStepRecord, in reading: any Reading) throws {
        func newest(_ resource: Resource, _ condition: String = "1 = 1") throws -> Int64? {
            try ActionStepTables.select(
                resource, where: "action_id = $2 AND \(condition)", [matter.id], tail: "ORDER BY id DESC LIMIT 1",
                in: reading
            ).first?.integer("id")
        }
        noteCount = try Self.count(Catalogue.fileNotes, of: matter, in: reading)
        lastNote = try newest(Catalogue.fileNotes, "source = 'User'")
        documentCount = try Self.count(Catalogue.documents, of: matter, in: reading)
        lastDocument = try newest(Catalogue.documents)
    }

    private mutating func readWork(of matter: ActionStepRecord, in reading: any Reading) throws {
        openTasks = try ActionStepTables.select(
            Catalogue.tasks, where: "action_id = $2 AND status = \(TaskStatus.incomplete.sql)", [matter.id],
            tail: "ORDER BY id", in: reading
        ).compactMap { $0.integer("id") }
        taskCount = try Self.count(Catalogue.tasks, of: matter, in: reading)
        entryCount =
            try Self.count(Catalogue.timeEntries, of: matter, in: reading)
            + Self.count(Catalogue.disbursements, of: matter, in: reading)
    }

    private static func count(_ resource: Resource, of matter: ActionStepRecord, in reading: any Reading) throws -> Int
    {
        try ActionStepTables.count(resource, where: "action_id = $2", [matter.id], in: reading)
    }
}
