import Storage

/// Names for a matter's ids, and formatted times.
struct MatterLabels {
    let reading: any Reading

    /// `P10001 · Conveyancing - Purchase`, or the kind alone.
    func detail(of matter: ActionStepRecord) throws -> String {
        let type = try ActionStepTables.find(Catalogue.actionTypes, matter["action_type_id"], in: reading)
        return [matter.text("reference"), type?.text("name")].compactMap(\.self).filter { !$0.isEmpty }
            .joined(separator: " · ")
    }

    func step(of matter: ActionStepRecord) throws -> String {
        try ActionStepTables.find(Catalogue.steps, matter["step_id"], in: reading)?.text("step_name") ?? ""
    }

    /// For example `2026-05-04 09:30`.
    static func shortTime(_ milliseconds: Int64) -> String {
        let text = Presentation.timestamp(milliseconds)
        return text.prefix(10) + " " + text.dropFirst(11).prefix(5)
    }

    /// The time of day with seconds.
    static func clock(_ milliseconds: Int64) -> String {
        String(Presentation.timestamp(milliseconds).dropFirst(11).prefix(8))
    }
}
