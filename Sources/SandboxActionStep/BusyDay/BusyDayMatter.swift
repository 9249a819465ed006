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
    var isClosed = false
    /// From 1.
    var step = 1
    var stepCount = 10
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
        func rows(
            _ resource: Resource, _ condition: String = "1 = 1", tail: String = "ORDER BY id"
        ) throws -> [ActionStepRecord] {
            try ActionStepTables.select(
                resource, where: "action_id = $2 AND \(condition)", [matter.id], tail: tail, in: reading)
        }
        func newest(_ resource: Resource, _ condition: String = "1 = 1") throws -> Int64? {
            try rows(resource, condition, tail: "ORDER BY id DESC LIMIT 1").first?.integer("id")
        }
        func count(_ resource: Resource) throws -> Int {
            try ActionStepTables.count(resource, where: "action_id = $2", [matter.id], in: reading)
        }
        self.init(today: Presentation.date(of: now))
        isClosed = matter["status"] == MatterStatus.closed.stored
        let steps = try WorkflowSteps(of: matter, in: reading).all
        step = (steps.firstIndex { $0.id == matter["step_id"] } ?? 0) + 1
        stepCount = steps.count
        for item in try CollectionReading(of: matter, in: reading).entries(of: FirmSetUp.outstanding) {
            guard let record = Int64(item.record) else { continue }
            if item.values["done"] == "T" { doneItems.append(record) } else { openItems.append(record) }
        }
        noteCount = try count(Catalogue.fileNotes)
        lastNote = try newest(Catalogue.fileNotes, "source = 'User'")
        documentCount = try count(Catalogue.documents)
        lastDocument = try newest(Catalogue.documents)
        openTasks = try rows(Catalogue.tasks, "status = \(TaskStatus.incomplete.sql)").compactMap { $0.integer("id") }
        taskCount = try count(Catalogue.tasks)
        entryCount = try count(Catalogue.timeEntries) + count(Catalogue.disbursements)
        parties = try rows(Catalogue.actionParticipants).map {
            Party(link: $0.idText, role: $0.integer("participant_type_id") ?? 0)
        }
    }
}
