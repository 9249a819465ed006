import Records
import SandboxKit
import Storage

/// The search parameters of the front page.
struct MatterSearch: Sendable {
    static let queryCharactersMax = 200
    static let pageMax = 100_000

    let query: String
    /// The id of the matter type; empty for all.
    let kind: String
    /// `open`, `closed`, or empty for both.
    let state: String
    /// From 1.
    let page: Int

    init(_ parameters: [String: String]) {
        query = String((parameters["q"] ?? "").trimmed.prefix(Self.queryCharactersMax))
        kind = Int64(parameters["kind"] ?? "").map { String($0) } ?? ""
        state = ["open", "closed"].contains(parameters["state"]) ? parameters["state"] ?? "" : ""
        page = ListModel.page(parameters, upTo: Self.pageMax)
    }

    func address(ofPage page: Int) -> String {
        ListModel.address("/", [("q", query), ("kind", kind), ("state", state)], page: page)
    }

    func count(in reading: any Reading) throws -> Int {
        let conditions = self.conditions
        return try ActionStepTables.count(Catalogue.actions, where: conditions.sql, conditions.values, in: reading)
    }

    func records(in reading: any Reading) throws -> [ActionStepRecord] {
        let conditions = self.conditions
        return try ActionStepTables.select(
            Catalogue.actions, where: conditions.sql, conditions.values,
            tail: "ORDER BY id LIMIT \(ListModel.rowsMax) OFFSET \(ListModel.offset(ofPage: page))", in: reading)
    }

    private var conditions: Conditions {
        var conditions = Conditions()
        if let type = Int64(kind) { conditions.add("action_type_id = " + conditions.bind(.integer(type))) }
        if !state.isEmpty { conditions.add("status \(state == "closed" ? "=" : "<>") \(MatterStatus.closed.sql)") }
        if !query.isEmpty {
            let pattern = conditions.bind(.text("%" + Conditions.escaped(query) + "%"))
            conditions.add(Self.likeness("lower(\(pattern))"))
        }
        return conditions
    }

    private static func likeness(_ pattern: String) -> String {
        func like(_ column: String) -> String { "lower(\(column)) LIKE \(pattern) ESCAPE '\\'" }
        return """
            (\(like("name")) OR \(like("reference")) OR id IN (
                SELECT action_id FROM actionstep_actionparticipants WHERE firm_id = $1 AND participant_id IN (
                    SELECT id FROM actionstep_participants
                    WHERE firm_id = $1 AND (\(like("display_name")) OR \(like("email"))))))
            """
    }
}
