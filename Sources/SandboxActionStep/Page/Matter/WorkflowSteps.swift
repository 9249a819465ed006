import Storage

/// The steps of a matter's workflow, in order.
struct WorkflowSteps {
    let all: [ActionStepRecord]
    private let current: Int?

    init(of matter: ActionStepRecord, in reading: any Reading) throws {
        all = try ActionStepTables.select(
            Catalogue.steps, where: "action_type_id = $2", [matter["action_type_id"]],
            tail: "ORDER BY CAST(step_number AS BIGINT)", in: reading)
        current = all.firstIndex { $0.id == matter["step_id"] }
    }

    /// Nil at the last step.
    var next: ActionStepRecord? {
        guard let current, current + 1 < all.count else { return nil }
        return all[current + 1]
    }
}
