import SandboxKit
import Storage
import Webhooks

extension LawfficientService {
    func leads(_ parameters: [String: String]) async throws -> JSONValue {
        let page = try CursorPage(parameters)
        var filter = RowFilter()
        filter.add("l.status_key =", SQLValue.filter(parameters["status"]))
        filter.add("l.source =", SQLValue.filter(parameters["source"]))
        filter.add("l.assignee_id =", SQLValue.filter(parameters["assignee"]?.lowercased()))
        let text = (parameters["q"] ?? "").trimmed.prefix(LawfficientLimits.searchCharactersMax)
        filter.search(String(text), in: Leads.searchedColumns)
        filter.add("l.number <", page.before.map { .integer($0) })
        let rows = try await intake.store.read { [filter] in try Leads.list(filter, limit: page.limit + 1, in: $0) }
        return page.document(rows, number: \.number, json: \.json)
    }

    func showLead(_ id: String) async throws -> JSONValue {
        let lead = try await intake.store.read { try Leads.find(id.lowercased(), in: $0) }
        guard let lead else { throw LawfficientFailure.noLead }
        return lead.json
    }

    func createLead(_ call: LawfficientCall) async throws -> JSONValue {
        let draft = try LeadDraft(BodyReader(body: call.body))
        let request = try IdempotentRequest(call.idempotencyKey, of: call.keyID, "create a lead", call.body)
        return try await intake.change { change in try change.idempotent(request) { try change.create(draft).json } }
    }

    func changeLead(_ id: String, _ patch: LeadPatch) async throws -> JSONValue {
        try await intake.change { try $0.update(try $0.lead(id), patch).json }
    }

    func setArchived(_ isArchived: Bool, _ id: String) async throws -> JSONValue {
        try await intake.change { try $0.setArchived(isArchived, try $0.lead(id)).json }
    }
}

extension SQLValue {
    /// Nil when a query parameter is absent or empty: then it is no condition.
    static func filter(_ text: String?) -> SQLValue? { text.flatMap { $0.isEmpty ? nil : .text($0) } }
}
