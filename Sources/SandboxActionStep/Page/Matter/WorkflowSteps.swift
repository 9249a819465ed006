import Storage

/// The steps of a matter's workflow, in order.
struct WorkflowSteps {
    let all: [Record]
    private let current: Int?

    init(of matter: Record, in reading: any Reading) throws {
        all = try WorldTables.select(
            Catalogue.steps, where: "action_type_id = $2", [matter["action_type_id"]],
            tail: "ORDER BY CAST(step_number AS BIGINT)", in: reading)
        current = all.firstIndex { $0.id == matter["step_id"] }
    }

    /// Nil at the last one.
    var next: Record? {
        guard let current, current + 1 < all.count else { return nil }
        return all[current + 1]
    }
}
