import SandboxKit
import Storage
import Webhooks

/// The search of the list page: kind, text and page number, as in its query string.
struct LawVuSearch: Sendable {
    static let rowsMax = 20
    static let pageMax = 10_000
    let kind: MatterOrContract.Kind
    let query: String
    /// From 1.
    let page: Int

    init(_ parameters: [String: String]) {
        kind = MatterOrContract.Kind(rawValue: parameters["kind"] ?? "") ?? .matter
        query = String((parameters["q"] ?? "").trimmed.prefix(LawVuLimits.nameCharactersMax))
        page = min(max(Int(parameters["page"] ?? "") ?? 1, 1), Self.pageMax)
    }

    var listQuery: ODataListQuery {
        var listQuery = ODataListQuery(top: Self.rowsMax)
        listQuery.skip = (page - 1) * Self.rowsMax
        guard !query.isEmpty else { return listQuery }
        let names = kind == .matter ? ["name", "displayId", "externalId"] : ["name", "externalId"]
        listQuery.filter = .any(names.map { .matches(.contains, [$0], .text(query)) })
        return listQuery
    }

    func address(ofPage page: Int) -> String {
        let all = [
            ("kind", kind == .matter ? "" : kind.rawValue), ("q", query), ("page", page == 1 ? "" : String(page)),
        ]
        let parts = all.filter { !$0.1.isEmpty }.map { $0.0 + "=" + $0.1.percentEncoded }
        return LawVuPageController.path + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
    }
}

struct LawVuListModel: Sendable {
    let title: String
    let kind: String
    let query: String
    let tabs: [Tab]
    let rows: [Line]
    let hasNone: Bool
    /// `1–20 of 240 matters`
    let range: String
    let earlier: String
    let hasEarlier: Bool
    let later: String
    let hasLater: Bool
    let opening: FoldModel
    let right: [CardModel]
    let live: NoticeListModel
    let refusal: String
    let hasRefusal: Bool

    struct Tab: Sendable {
        let href: String
        let title: String
        /// The value of `aria-current`: `page` or `false`.
        let current: String
    }
    struct Line: Sendable {
        let href: String
        let name: String
        let detail: String
        let status: String
        let isRestricted: Bool
    }
}

/// Reads the list page.
struct LawVuListPageQuery {
    let query: LawVuQuery
    let search: LawVuSearch
    let refusal: FormRefusal?

    func model() throws -> LawVuListModel {
        let kind = search.kind
        let found = try search.listQuery.run(kind, as: query.user, in: query.reading)
        let count = try search.listQuery.count(kind, as: query.user, in: query.reading)
        let first = (search.page - 1) * LawVuSearch.rowsMax
        return LawVuListModel(
            title: "Pick a matter or contract and change it", kind: kind.rawValue, query: search.query,
            tabs: [tab(.matter, "Matters"), tab(.contract, "Contracts")], rows: found.map(line),
            hasNone: found.isEmpty,
            range: found.isEmpty ? "" : "\(first + 1)–\(first + found.count) of \(count) \(kind.rawValue)s",
            earlier: search.address(ofPage: search.page - 1), hasEarlier: search.page > 1,
            later: search.address(ofPage: search.page + 1), hasLater: first + found.count < count, opening: opening,
            right: [try LawVuDeliveriesQuery(query: query).subscriptionsCard()],
            live: try LawVuDeliveriesQuery(query: query).model(of: nil), refusal: refusal?.detail ?? "",
            hasRefusal: refusal != nil)
    }

    private func tab(_ kind: MatterOrContract.Kind, _ title: String) -> LawVuListModel.Tab {
        let address = LawVuPageController.path + (kind == .matter ? "" : "?kind=contract")
        return .init(href: address, title: title, current: kind == search.kind ? "page" : "false")
    }

    private func line(_ item: MatterOrContract) -> LawVuListModel.Line {
        let type = query.directory.type(item.typeID, of: item.kind)?.name ?? ""
        let owner = item.ownerID.flatMap { query.directory.user($0) }?.fullName
        return .init(
            href: LawVuPageController.address(of: item), name: item.name,
            detail: [item.kind == .matter ? item.displayID : nil, type, owner].compactMap(\.self).joined(
                separator: " · "),
            status: item.status, isRestricted: item.restricted)
    }

    private var opening: FoldModel {
        let kind = search.kind
        let types = (query.directory.types[kind] ?? []).map {
            FieldModel.Choice(value: String($0.id), text: $0.name)
        }
        let forms = FormMaker<LawVuFormHandler>(path: "\(LawVuPageController.path)/\(kind.rawValue)s", refusal: refusal)
        return FoldModel(
            "Open a new \(kind.rawValue)",
            [forms.form(.open(kind), "Open it", [.choice("type", "Type", types), .line("name", "Name")])])
    }
}
