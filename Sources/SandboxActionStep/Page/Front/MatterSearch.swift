import FoundationEssentials
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
        let (condition, values) = self.condition
        return try ActionStepTables.count(Catalogue.actions, where: condition, values, in: reading)
    }

    func records(in reading: any Reading) throws -> [ActionStepRecord] {
        let (condition, values) = self.condition
        return try ActionStepTables.select(
            Catalogue.actions, where: condition, values,
            tail: "ORDER BY id LIMIT \(ListModel.rowsMax) OFFSET \(ListModel.offset(ofPage: page))", in: reading)
    }

    /// The WHERE condition, with values from `$2`.
    private var condition: (sql: String, values: [SQLValue]) {
        var (parts, values): ([String], [SQLValue]) = (["is_deleted = 0"], [])
        if let type = Int64(kind) {
            values.append(.integer(type))
            parts.append("action_type_id = $\(values.count + 1)")
        }
        if !state.isEmpty { parts.append("status \(state == "closed" ? "=" : "<>") \(MatterStatus.closed.sql)") }
        if !query.isEmpty {
            values.append(.text(pattern))
            parts.append(Self.likeness("lower($\(values.count + 1))"))
        }
        return (parts.joined(separator: " AND "), values)
    }

    private var pattern: String {
        "%" + query.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_") + "%"
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
