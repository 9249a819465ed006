import SandboxKit
import Storage
import Webhooks

/// The search of the list page: kind, text and page number, as in its query string.
struct LawVuSearch: Sendable {
    static let pageMax = 10_000
    let kind: MatterOrContract.Kind
    let query: String
    /// From 1.
    let page: Int

    init(_ parameters: [String: String]) {
        kind = MatterOrContract.Kind(rawValue: parameters["kind"] ?? "") ?? .matter
        query = String((parameters["q"] ?? "").trimmed.prefix(LawVuLimits.nameCharactersMax))
        page = ListModel.page(parameters, upTo: Self.pageMax)
    }

    var listQuery: ODataListQuery {
        var listQuery = ODataListQuery(top: ListModel.rowsMax)
        listQuery.skip = ListModel.offset(ofPage: page)
        guard !query.isEmpty else { return listQuery }
        let names = kind == .matter ? ["name", "displayId", "externalId"] : ["name", "externalId"]
        listQuery.filter = .any(names.map { .matches(.contains, [$0], .text(query)) })
        return listQuery
    }

    func address(ofPage page: Int) -> String {
        ListModel.address(
            LawVuPageController.path, [("kind", kind == .matter ? "" : kind.rawValue), ("q", query)], page: page)
    }
}

/// The search form of the list page and its result.
struct LawVuSearchModel: Sendable {
    let kind: String
    let query: String
    let tabs: [Tab]
    let list: ListModel

    struct Tab: Sendable {
        let href: String
        let title: String
        /// The value of `aria-current`: `page` or `false`.
        let current: String
    }
}

struct LawVuListPageQuery {
    let query: LawVuQuery
    let search: LawVuSearch
    let refusal: FormRefusal?

    func model() throws -> CardPageModel<LawVuSearchModel> {
        CardPageModel(
            "Pick a matter or contract and change it",
            detail:
                "You act as the administrator of a legal team. A subscription gets the events of what its owner may see.",
            left: [], right: [try LawVuDeliveriesQuery(query: query).subscriptionsCard()],
            live: try LawVuDeliveriesQuery(query: query).model(key: nil), refusal: refusal,
            search: LawVuSearchModel(
                kind: search.kind.rawValue, query: search.query,
                tabs: [tab(.matter, "Matters"), tab(.contract, "Contracts")], list: try list()))
    }

    private func list() throws -> ListModel {
        let kind = search.kind
        let rows = try search.listQuery.run(kind, query).map(row)
        let count = try search.listQuery.count(kind, query)
        return ListModel(
            rows, of: count, kind.rawValue + "s", page: search.page, emptyHint: "Nothing matches. Try part of a name.",
            creation: creation, address: search.address)
    }

    private func tab(_ kind: MatterOrContract.Kind, _ title: String) -> LawVuSearchModel.Tab {
        .init(
            href: LawVuPageController.address(of: kind), title: title, current: kind == search.kind ? "page" : "false")
    }

    private func row(_ item: MatterOrContract) -> ListModel.Row {
        let type = query.directory.type(item.typeID, of: item.kind)?.name ?? ""
        let owner = item.ownerID.flatMap { query.directory.user($0) }?.fullName
        let details = [item.kind == .matter ? item.displayID : nil, type, owner].compactMap(\.self)
        return .init(
            href: LawVuPageController.address(of: item), name: item.name, detail: details.joined(separator: " · "),
            state: item.status, mark: item.restricted ? "restricted" : "", markTone: "waiting")
    }

    private var creation: FoldModel {
        let kind = search.kind
        let types = (query.directory.types[kind] ?? []).map { FieldModel.Choice(value: String($0.id), text: $0.name) }
        let forms = FormBuilder<LawVuFormHandler>(
            path: "\(LawVuPageController.path)/\(kind.rawValue)s", refusal: refusal)
        return FoldModel(
            "Open a new \(kind.rawValue)",
            [forms.form(.open(kind), "Open it", [.choice("type", "Type", types), .line("name", "Name")])])
    }
}
