import SandboxKit
import Storage
import Webhooks

extension LawfficientCall {
    func leads() async throws -> JSONValue {
        let page = try CursorPage(parameters)
        var filter = RowFilter()
        filter.add("l.status_key =", text: parameters["status"])
        filter.add("l.source =", text: parameters["source"])
        filter.add("l.assignee_id =", text: parameters["assignee"]?.lowercased())
        let text = (parameters["q"] ?? "").trimmed.prefix(LawfficientLimits.searchCharactersMax)
        filter.search(String(text), in: Leads.searchedColumns)
        filter.add("l.number <", page.before.map { .integer($0) })
        let rows = try await intake.store.read { [filter] in try Leads.list(filter, limit: page.limit + 1, in: $0) }
        return page.document(rows, number: \.number, json: \.json)
    }

    func lead() async throws -> JSONValue {
        let lead = try await intake.store.read { try Leads.find(id.lowercased(), in: $0) }
        guard let lead else { throw LawfficientFailure.noLead }
        return lead.json
    }

    func createLead() async throws -> JSONValue {
        let body = try await body()
        let draft = try LeadDraft(body)
        return try await once("create a lead", body) { try $0.create(draft).json }
    }

    func changeLead() async throws -> JSONValue {
        let patch = try LeadPatch(try await body())
        return try await intake.change { try $0.update(try $0.lead(id), patch).json }
    }

    func setArchived(_ isArchived: Bool) async throws -> JSONValue {
        try await intake.change { try $0.setArchived(isArchived, try $0.lead(id)).json }
    }
}
