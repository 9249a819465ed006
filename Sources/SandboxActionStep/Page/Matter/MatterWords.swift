import Storage

/// The names behind a matter's numbers.
struct MatterWords {
    let reading: any Reading

    func kind(of matter: Record) throws -> String {
        try WorldTables.find(Catalogue.actionTypes, matter["action_type_id"], in: reading)?.text("name") ?? ""
    }

    /// `P10001 · Conveyancing - Purchase`, or the kind alone.
    func detail(of matter: Record) throws -> String {
        [matter.text("reference") ?? "", try kind(of: matter)].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    func step(of matter: Record) throws -> String {
        try WorldTables.find(Catalogue.steps, matter["step_id"], in: reading)?.text("step_name") ?? ""
    }

    /// `4 May 09:30` would need a calendar of names; `2026-05-04 09:30` is read by everybody.
    static func shortTime(_ milliseconds: Int64) -> String {
        let text = Presentation.timestamp(milliseconds)
        return text.prefix(10) + " " + text.dropFirst(11).prefix(5)
    }

    /// The time of day to the second, for what happened a moment ago.
    static func clock(_ milliseconds: Int64) -> String {
        String(Presentation.timestamp(milliseconds).dropFirst(11).prefix(8))
    }
}
