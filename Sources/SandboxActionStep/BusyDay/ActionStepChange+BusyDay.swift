import Matters
import SandboxKit
import Storage

/// Applies the actions of the busy day.
extension ActionStepChange {
    /// Applies the `n`th change: opens a matter or acts on an existing one.
    /// - Parameter seeded: the number of seeded matters.
    func play(_ n: Int, of day: BusyDay, seeded: Int) throws {
        let made = try ActionStepTables.count(Catalogue.actions, in: transaction)
        if day.opensMatter(n, opened: made - seeded) { return try openMatter(n, day) }
        let count = try ActionStepTables.count(Catalogue.actions, where: "is_deleted = 0", in: transaction)
        let index = day.matterIndex(n, among: count)
        let found = try ActionStepTables.select(
            Catalogue.actions, where: "is_deleted = 0", [], tail: "ORDER BY id LIMIT 1 OFFSET \(index)", in: transaction
        )
        guard let matter = found.first else { return }
        let state = try BusyDayMatter(matter, at: now, in: transaction)
        try apply(day.action(n, on: state), on: matter)
    }

    private func openMatter(_ n: Int, _ day: BusyDay) throws {
        var random = SeededRandom(seed: day.seed ^ 0x6E65_7700, stream: n)
        let isPurchase = random.number(1...3) > 1
        let street = "\(random.number(1...180)) " + random.pick(SampleNames.streets)
        let name = (isPurchase ? "Purchase - " : "Sale - ") + street + ", " + random.pick(SampleNames.suburbs).name
        let matter = try create(
            Catalogue.actions,
            [
                "name": .text(name), "reference": .text((isPurchase ? "P" : "S") + "9\(n % 10_000)"),
                "action_type_id": .integer(isPurchase ? SeedIDs.purchase : SeedIDs.sale),
                "step_id": .text("\(isPurchase ? SeedIDs.purchase : SeedIDs.sale)--1"),
                "assigned_to_id": .integer(random.pick(FirmPeople.staff)),
            ])
        let client = SeedIDs.client(random.number(1...5), 0)
        if try ActionStepTables.find(Catalogue.participants, .integer(client), in: transaction) != nil {
            try addParticipant(client, as: SeedIDs.client, matter)
        }
        if isPurchase { try addParticipant(random.pick(FirmPeople.brokerages[0].brokers), as: SeedIDs.broker, matter) }
        try addParticipant(random.pick(FirmPeople.agents), as: SeedIDs.agent, matter)
    }

    private func apply(_ action: BusyDayAction, on matter: ActionStepRecord) throws {
        let type = matter.text("action_type_id") ?? ""
        switch action {
        case .moveStep(let step): _ = try moveStep(of: matter.idText, to: type + "--\(step)")
        case .reopen(let step):
            _ = try moveStep(of: matter.idText, to: type + "--\(step)", writing: ["status": MatterStatus.active.stored])
        case .settle(let date):
            try setField("smtdateonly", of: FirmSetUp.keyDates.name, of: matter, to: date.text)
        case .writeNote(let text):
            _ = try create(Catalogue.fileNotes, ["text": .text(text), "action_id": matter.id])
        case .rewriteNote(let id, let text):
            _ = try update(try find(Catalogue.fileNotes, String(id)), ["text": .text(text)])
        case .tickItem(let id): try set("done", of: try find(Catalogue.collectionRecords, String(id)), to: "T")
        case .reopenItem(let id): try set("done", of: try find(Catalogue.collectionRecords, String(id)), to: "F")
        case .addDocument(let name): try writeDocument(name, for: matter)
        case .renameDocument(let id, let name):
            _ = try update(try find(Catalogue.documents, String(id)), ["name": .text(name)])
        case .addParty(let role, let person): try addParticipant(person, as: role, matter)
        case .removeParty(let link): try delete(try find(Catalogue.actionParticipants, link))
        case .addTask(let name):
            let due = now + Duration.seconds(3 * 86_400)
            _ = try create(
                Catalogue.tasks,
                [
                    "name": .text(name), "action_id": matter.id, "due_timestamp": .integer(due.milliseconds),
                    "assignee_id": matter["assigned_to_id"],
                ])
        case .completeTask(let id):
            _ = try update(try find(Catalogue.tasks, String(id)), ["status": TaskStatus.complete.stored])
        case .enterTime(let text, let hours):
            _ = try create(
                Catalogue.timeEntries,
                [
                    "description": .text(text), "action_id": matter.id, "actual_hours": hours.stored,
                    "billable_hours": hours.stored, "rate_unit_price": FixedPoint(tenThousandths: 3_200_000).stored,
                ])
        case .enterDisbursement(let text, let price):
            _ = try create(
                Catalogue.disbursements,
                ["description": .text(text), "action_id": matter.id, "unit_price": price.stored])
        case .close: _ = try update(matter, ["status": MatterStatus.closed.stored])
        }
    }

    private func addParticipant(_ person: Int64, as role: Int64, _ matter: ActionStepRecord) throws {
        _ = try create(
            Catalogue.actionParticipants,
            ["action_id": matter.id, "participant_type_id": .integer(role), "participant_id": .integer(person)])
    }
}
