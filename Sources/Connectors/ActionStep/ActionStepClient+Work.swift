import Matters

/// What the firm does on matters, and what it costs.
extension ActionStepClient {
    /// What somebody deleted is still listed, by its status.
    func tasks(of refs: [SourceRef]) async throws(PracticeFailure) -> [SourceRef: [MatterTask]]? {
        try await offered("tasks", of: refs, [("include", "assignee")]) { record, envelope in
            record.text("status") == "Deleted" ? nil : record.task(in: envelope)
        }
    }

    func timeEntries(of refs: [SourceRef]) async throws(PracticeFailure) -> [SourceRef: [TimeEntry]]? {
        try await offered("timeentries", of: refs, [("include", "owner")]) { $0.timeEntry(in: $1) }
    }

    func disbursements(of refs: [SourceRef]) async throws(PracticeFailure) -> [SourceRef: [Disbursement]]? {
        try await offered("disbursements", of: refs) { record, _ in record.disbursement }
    }

    private func offered<Value>(
        _ resource: String, of refs: [SourceRef], _ query: [(String, String)] = [],
        _ read: (ActionStepRecord, ActionStepEnvelope) -> Value?
    ) async throws(PracticeFailure) -> [SourceRef: [Value]]? {
        try await offered { () throws(PracticeFailure) in
            try group(try await children(resource, of: refs, query), refs, read)
        }
    }

    /// Nil when the grant does not cover the resource, or the system does not have it: matters are shown without it
    /// rather than not at all.
    func offered<Value>(_ ask: () async throws(PracticeFailure) -> Value) async throws(PracticeFailure) -> Value? {
        do throws(PracticeFailure) { return try await ask() } catch .insufficientScope, .notFound { return nil }
    }
}

extension ActionStepRecord {
    /// Times of tasks come with a zone or without, so only their day is taken, as it is written.
    fileprivate func task(in envelope: ActionStepEnvelope) -> MatterTask {
        let status = text("status") ?? ""
        return MatterTask(
            ref: id, name: text("name") ?? "", status: status, isDone: status == "Complete", priority: text("priority"),
            assignee: envelope.linked("participants", link("assignee"))?.text("displayName"),
            dueOn: date("dueTimestamp"), completedOn: date("completedTimestamp"))
    }

    fileprivate func timeEntry(in envelope: ActionStepEnvelope) -> TimeEntry {
        TimeEntry(
            ref: id, workedOn: date("timestampDate"), description: text("description") ?? "",
            person: envelope.linked("participants", link("owner"))?.text("displayName"), hours: decimal("actualHours"),
            billableHours: decimal("billableHours"), amount: decimal("billableAmount"), isBillable: flag("isBillable"))
    }

    fileprivate var disbursement: Disbursement {
        Disbursement(
            ref: id, incurredOn: date("date"), description: text("description") ?? "", quantity: decimal("quantity"),
            unitPrice: decimal("unitPrice"), includesTax: flag("unitPriceIncludesTax"),
            isAnticipated: flag("isAnticipated"))
    }
}
