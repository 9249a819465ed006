import Matters
import SandboxKit
import Storage

/// Applies the actions of the busy day.
extension ActionStepChange {
    /// Applies the `n`th change: opens a matter or acts on an existing one.
    /// - Parameter seeded: the number of seeded matters.
    func applyBusyDay(_ n: Int, of day: BusyDay, seeded: Int) throws {
        let count = try ActionStepTables.count(Catalogue.actions, in: transaction)
        if day.opensMatter(n, opened: count - seeded) { return try openMatter(n, day) }
        let index = day.matterIndex(n, among: count)
        let found = try ActionStepTables.select(
            Catalogue.actions, tail: "ORDER BY id LIMIT 1 OFFSET \(index)", in: transaction)
        guard let matter = found.first else { return }
        let state = try BusyDayMatter(matter, at: now, in: transaction)
        try apply(day.action(n, on: state), on: matter)
    }

    private func openMatter(_ n: Int, _ day: BusyDay) throws {
        var random = SeededRandom(seed: day.seed ^ 0x6E65_7700, stream: n)
        let isPurchase = random.number(1...3) > 1
        let street = "\(random.number(1...180)) " + random.pick(SampleNames.streets)
        let name = (isPurchase ? "Purchase - " : "Sale - ") + street + ", " + random.pick(SampleNames.suburbs).name
        let matter = try openMatter(
            name, reference: (isPurchase ? "P" : "S") + "9\(n % 10_000)",
            type: .integer(isPurchase ? SeedIDs.purchase : SeedIDs.sale),
            assignedTo: .integer(random.pick(FirmPeople.staff)))
        let client = SQLValue.integer(SeedIDs.client(random.number(1...5), 0))
        if try ActionStepTables.find(Catalogue.participants, client, in: transaction) != nil {
            try addParticipant(client, as: SeedIDs.clientRole, to: matter)
        }
        if isPurchase {
            let broker = random.pick(FirmPeople.brokerages[0].brokers)
            try addParticipant(.integer(broker), as: .integer(SeedIDs.broker), to: matter)
        }
        try addParticipant(.integer(random.pick(FirmPeople.agents)), as: .integer(SeedIDs.agent), to: matter)
    }

    private func apply(_ action: BusyDayAction, on matter: ActionStepRecord) throws {
        let type = matter.text("action_type_id") ?? ""
        switch action {
        case .moveStep(let step): try moveStep(of: matter.idText, to: type + "--\(step)")
        case .reopen(let step):
            try moveStep(of: matter.idText, to: type + "--\(step)", writing: ["status": MatterStatus.active.stored])
        case .settle(let date):
            try setField("smtdateonly", of: FirmSetUp.keyDates.name, of: matter, to: date.text)
        case .writeNote(let text): try addNote(text, to: matter)
        case .rewriteNote(let id, let text):
            try update(try find(Catalogue.fileNotes, String(id)), ["text": .text(text)])
        case .tickItem(let id): try set("done", of: try find(Catalogue.collectionRecords, String(id)), to: "T")
        case .reopenItem(let id): try set("done", of: try find(Catalogue.collectionRecords, String(id)), to: "F")
        case .addDocument(let name): try writeDocument(name, for: matter)
        case .renameDocument(let id, let name):
            try update(try find(Catalogue.documents, String(id)), ["name": .text(name)])
        case .addParty(let role, let person):
            try addParticipant(.integer(person), as: .integer(role), to: matter)
        case .removeParty(let link): try delete(try find(Catalogue.actionParticipants, link))
        case .addTask(let name):
            let due = (now + Duration.seconds(3 * 86_400)).stored
            try add(
                Catalogue.tasks, to: matter,
                ["name": .text(name), "due_timestamp": due, "assignee_id": matter["assigned_to_id"]])
        case .completeTask(let id):
            try update(try find(Catalogue.tasks, String(id)), ["status": TaskStatus.complete.stored])
        case .enterTime(let text, let hours):
            let values: [String: SQLValue] = [
                "description": .text(text), "actual_hours": hours.stored, "billable_hours": hours.stored,
                "rate_unit_price": FixedPoint(tenThousandths: 3_200_000).stored,
            ]
            try add(Catalogue.timeEntries, to: matter, values)
        case .enterDisbursement(let text, let price):
            let values: [String: SQLValue] = ["description": .text(text), "unit_price": price.stored]
            try add(Catalogue.disbursements, to: matter, values)
        case .close: try update(matter, ["status": MatterStatus.closed.stored])
        }
    }
}
