import Matters
import SandboxKit
import Storage
import Webhooks

/// The search of the list page: text, stage and page number, as in its query string.
struct LeadSearch: Sendable {
    let query: String
    let stage: String
    /// From 1.
    let page: Int

    init(_ parameters: [String: String]) {
        query = String((parameters["q"] ?? "").trimmed.prefix(LawfficientLimits.searchCharactersMax))
        stage = parameters["stage"] ?? ""
        page = ListModel.page(parameters)
    }

    var filter: RowFilter {
        var filter = RowFilter()
        filter.search(query, in: Leads.searchedColumns)
        filter.add("l.status_key =", text: stage)
        return filter
    }

    func address(ofPage page: Int) -> String {
        ListModel.address(LawfficientPageController.path, [("q", query), ("stage", stage)], page: page)
    }
}

/// The search form of the list page and its result.
struct LeadSearchModel: Sendable {
    let query: String
    let stages: [FieldModel.Choice]
    let list: ListModel
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
            detail:
                "You act as the intake staff of a firm that uses Lawfficient. Events are sent to its endpoints at once.",
            right: [try upcoming(after: now), try settings()], live: try .lawfficient(in: reading), refusal: refusal,
            search: try leads())
    }

    private func leads() throws -> LeadSearchModel {
        let rows = try Leads.list(
            search.filter, limit: ListModel.rowsMax, offset: ListModel.offset(ofPage: search.page), in: reading
        ).map(row)
        let stages = try Office.statuses(in: reading).map {
            FieldModel.Choice(value: $0.key, text: $0.name, isChosen: $0.key == search.stage)
        }
        return LeadSearchModel(
            query: search.query, stages: [.init(value: "", text: "All stages")] + stages,
            list: ListModel(
                rows, of: try Leads.count(search.filter, in: reading), "leads", page: search.page,
                emptyHint: "No lead matches. Try part of a name, a mail address or a number.", creation: creation,
                address: search.address))
    }

    private func row(_ lead: Lead) -> ListModel.Row {
        .init(
            href: LawfficientPageController.path(ofLead: lead.id), name: lead.name,
            detail: [lead.email.isEmpty ? lead.phone : lead.email, lead.source, LawfficientLabels.time(lead.createdAt)]
                .joined(separator: " · "),
            state: lead.status.name, mark: lead.isArchived ? "archived" : "", markTone: "closed")
    }

    private var creation: FoldModel {
        FoldModel(
            "Make a lead",
            FormBuilder(path: LawfficientPageController.path + "/leads", refusal: refusal).form(
                LawfficientForm.makeLead, "Make it", FieldModel.details(of: nil)))
    }

    private func upcoming(after now: Instant) throws -> CardModel {
        let staff = try Office.staff(in: reading)
        let rows = try Consultations.upcoming(after: now, limit: Self.upcomingRowsMax, in: reading).map { it in
            let lead = try Leads.find(it.leadID, in: reading)
            let attorney = staff.first { $0.id == it.attorneyID }?.name ?? ""
            return RowModel(
                lead?.name ?? "", detail: LawfficientLabels.time(it.slot.startAt) + " · " + attorney,
                tag: LawfficientLabels.text(it.status), tone: LawfficientLabels.tone(it.status),
                href: LawfficientPageController.path(ofLead: it.leadID))
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
                    detail: count == 1 ? "1 endpoint receives events" : "\(count) endpoints receive events",
                    href: LawfficientPageController.path + "/settings")
            ])
    }
}
