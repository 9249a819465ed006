import FoundationEssentials
import Storage

/// Which matters the front page lists, as its address says.
struct MatterSearch: Sendable {
    static let rowsMax = 20
    static let queryCharactersMax = 200
    static let pageMax = 100_000

    let query: String
    /// Of the matters' type; empty for all.
    let kind: String
    /// `open`, `closed`, or empty for both.
    let state: String
    /// From 1.
    let page: Int

    init(_ parameters: [String: String]) {
        query = String((parameters["q"] ?? "").trimmed.prefix(Self.queryCharactersMax))
        kind = Int64(parameters["kind"] ?? "").map { String($0) } ?? ""
        state = ["open", "closed"].contains(parameters["state"]) ? parameters["state"] ?? "" : ""
        page = min(max(Int(parameters["page"] ?? "") ?? 1, 1), Self.pageMax)
    }

    func address(ofPage page: Int) -> String {
        let all = [("q", query), ("kind", kind), ("state", state), ("page", page == 1 ? "" : String(page))]
        let parts = all.filter { !$0.1.isEmpty }.map { $0.0 + "=" + $0.1.percentEncoded }
        return "/" + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
    }

    func count(in reading: any Reading) throws -> Int {
        try WorldTables.count(Catalogue.actions, where: condition, values, in: reading)
    }

    func records(in reading: any Reading) throws -> [Record] {
        try WorldTables.select(
            Catalogue.actions, where: condition, values,
            tail: "ORDER BY id LIMIT \(Self.rowsMax) OFFSET \((page - 1) * Self.rowsMax)", in: reading)
    }

    private var values: [SQLValue] { [.text(pattern), .text(kind), .text(state)] }

    private var pattern: String {
        let escaped = query.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
        return query.isEmpty ? "" : "%" + escaped + "%"
    }

    private var condition: String {
        """
        is_deleted = 0 AND ($3 = '' OR action_type_id = CAST($3 AS BIGINT))
        AND ($4 = '' OR (status = 'Closed') = ($4 = 'closed'))
        AND ($2 = '' OR lower(name) LIKE lower($2) ESCAPE '\\' OR lower(reference) LIKE lower($2) ESCAPE '\\' OR id IN (
            SELECT action_id FROM actionstep_actionparticipants WHERE firm_id = $1 AND participant_id IN (
                SELECT id FROM actionstep_participants WHERE firm_id = $1
                AND (lower(display_name) LIKE lower($2) ESCAPE '\\' OR lower(email) LIKE lower($2) ESCAPE '\\'))))
        """
    }
}
