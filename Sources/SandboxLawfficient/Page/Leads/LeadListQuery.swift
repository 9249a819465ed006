import Matters
import SandboxKit
import Storage
import Webhooks

/// Which leads the list shows, as its address says.
struct LeadSearch: Sendable {
    static let rowsMax = 20
    static let pageMax = 1_000_000

    let query: String
    let stage: String
    /// From 1.
    let page: Int

    init(_ parameters: [String: String]) {
        query = String((parameters["q"] ?? "").trimmed.prefix(LawfficientLimits.searchCharactersMax))
        stage = parameters["stage"] ?? ""
        page = min(max(Int(parameters["page"] ?? "") ?? 1, 1), Self.pageMax)
    }

    var filter: RowFilter {
        var filter = RowFilter()
        filter.search(query, in: Leads.searchedColumns)
        filter.add("l.status_key =", SQLValue.filter(stage))
        return filter
    }

    func address(ofPage page: Int) -> String {
        let all = [("q", query), ("stage", stage), ("page", page == 1 ? "" : String(page))]
        let parts = all.filter { !$0.1.isEmpty }.map { $0.0 + "=" + $0.1.percentEncoded }
        return DeskController.path + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
    }
}

/// Reads the list of leads.
struct LeadListQuery {
    static let upcomingRowsMax = 8
    let reading: any Reading
    let search: LeadSearch
    let refusal: FormRefusal?

    func model(now: Instant) throws -> CardPageModel<LeadSearchModel> {
        CardPageModel(
            "Pick a lead and change it",
            detail: "You play the intake desk of a firm that uses Lawfficient. Its endpoints are told at once.",
            left: [], right: [try upcoming(after: now), try settings()],
            live: try DeskLiveQuery(reading: reading).model(ofLead: nil), refusal: refusal, search: try leads())
    }

    private func leads() throws -> LeadSearchModel {
        let first = (search.page - 1) * LeadSearch.rowsMax
        let (found, count) = (
            try Leads.list(search.filter, limit: LeadSearch.rowsMax, after: first, in: reading),
            try Leads.count(search.filter, in: reading)
        )
        let stages = try Office.statuses(in: reading).map {
            FieldModel.Choice(value: $0.key, text: $0.name, isChosen: $0.key == search.stage)
        }
        return LeadSearchModel(
            query: search.query, stages: [.init(value: "", text: "All stages")] + stages, leads: found.map(line),
            hasNone: found.isEmpty,
            range: found.isEmpty ? "" : "\(first + 1)–\(first + found.count) of \(count) leads",
            earlier: search.address(ofPage: search.page - 1), hasEarlier: search.page > 1,
            later: search.address(ofPage: search.page + 1), hasLater: first + found.count < count, making: making)
    }

    private func line(_ lead: Lead) -> LeadLine {
        LeadLine(
            href: DeskController.path + "/leads/" + lead.id, name: lead.name,
            detail: [lead.email.isEmpty ? lead.phone : lead.email, lead.source, DeskWords.time(lead.createdAt)]
                .joined(separator: " · "),
            stage: lead.status.name, isArchived: lead.isArchived)
    }

    private var making: FoldModel {
        FoldModel(
            "Make a lead",
            [
                FormMaker(path: DeskController.path + "/leads", refusal: refusal).form(
                    PlainDeed.makeLead, "Make it",
                    [
                        .line("first_name", "First name"), .line("last_name", "Last name"),
                        .line("email", "Mail address", type: "email", isRequired: false),
                        .line("phone", "Phone", type: "tel", isRequired: false),
                        .line("source", "Source", "web_form"),
                    ])
            ])
    }

    private func upcoming(after now: Instant) throws -> CardModel {
        let staff = try Office.staff(in: reading)
        let rows = try Consultations.upcoming(after: now, limit: Self.upcomingRowsMax, in: reading).map { it in
            let lead = try Leads.find(it.leadID, in: reading)
            let attorney = staff.first { $0.id == it.attorneyID }?.name ?? ""
            return RowModel(
                lead?.name ?? "", detail: DeskWords.time(it.slot.startAt) + " · " + attorney,
                tag: DeskWords.word(it.status), tone: DeskWords.tone(it.status),
                href: DeskController.path + "/leads/" + it.leadID)
        }
        return CardModel("upcoming", "Next consultations", hint: "Times are those of New York.", rows: rows)
    }

    private func settings() throws -> CardModel {
        let count = try Endpoints.list(in: reading).count
        return CardModel(
            "settings", "Developer access",
            rows: [
                RowModel(
                    "Endpoints and API keys",
                    detail: count == 1 ? "1 endpoint is told of events" : "\(count) endpoints are told of events",
                    href: DeskController.path + "/settings")
            ])
    }
}
