import SandboxKit
import Storage
import Webhooks

/// Which matters or contracts the first page lists, as its address says.
struct DossierSearch: Sendable {
    static let rowsMax = 20
    static let pageMax = 10_000
    let kind: Dossier.Kind
    let query: String
    /// From 1.
    let page: Int

    init(_ parameters: [String: String]) {
        kind = Dossier.Kind(rawValue: parameters["kind"] ?? "") ?? .matter
        query = String((parameters["q"] ?? "").trimmed.prefix(LawVuLimits.nameCharactersMax))
        page = min(max(Int(parameters["page"] ?? "") ?? 1, 1), Self.pageMax)
    }

    var dossiers: DossierQuery {
        var found = DossierQuery(top: Self.rowsMax)
        found.skip = (page - 1) * Self.rowsMax
        guard !query.isEmpty else { return found }
        let names = kind == .matter ? ["name", "displayId", "externalId"] : ["name", "externalId"]
        found.filter = .any(names.map { .matches(.contains, [$0], .text(query)) })
        return found
    }

    func address(ofPage page: Int) -> String {
        let all = [
            ("kind", kind == .matter ? "" : kind.rawValue), ("q", query), ("page", page == 1 ? "" : String(page)),
        ]
        let parts = all.filter { !$0.1.isEmpty }.map { $0.0 + "=" + $0.1.percentEncoded }
        return LawVuPageController.path + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
    }
}

struct DossierListModel: Sendable {
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
        /// As the browser is told: `page` or `false`.
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

/// Reads the first page.
struct DossierListQuery {
    let look: LawVuLook
    let search: DossierSearch
    let refusal: FormRefusal?

    func model() throws -> DossierListModel {
        let kind = search.kind
        let found = try search.dossiers.run(kind, as: look.user, in: look.reading)
        let count = try search.dossiers.count(kind, as: look.user, in: look.reading)
        let first = (search.page - 1) * DossierSearch.rowsMax
        return DossierListModel(
            title: "Pick a matter or contract and change it", kind: kind.rawValue, query: search.query,
            tabs: [tab(.matter, "Matters"), tab(.contract, "Contracts")], rows: found.map(line),
            hasNone: found.isEmpty,
            range: found.isEmpty ? "" : "\(first + 1)–\(first + found.count) of \(count) \(kind.rawValue)s",
            earlier: search.address(ofPage: search.page - 1), hasEarlier: search.page > 1,
            later: search.address(ofPage: search.page + 1), hasLater: first + found.count < count, opening: opening,
            right: [try LawVuLiveQuery(look: look).subscriptionsCard()],
            live: try LawVuLiveQuery(look: look).model(of: nil), refusal: refusal?.detail ?? "",
            hasRefusal: refusal != nil)
    }

    private func tab(_ kind: Dossier.Kind, _ title: String) -> DossierListModel.Tab {
        let address = LawVuPageController.path + (kind == .matter ? "" : "?kind=contract")
        return .init(href: address, title: title, current: kind == search.kind ? "page" : "false")
    }

    private func line(_ dossier: Dossier) -> DossierListModel.Line {
        let type = look.directory.type(dossier.typeID, of: dossier.kind)?.name ?? ""
        let owner = dossier.ownerID.flatMap { look.directory.user($0) }?.fullName
        return .init(
            href: LawVuPageController.address(of: dossier), name: dossier.name,
            detail: [dossier.kind == .matter ? dossier.displayID : nil, type, owner].compactMap(\.self).joined(
                separator: " · "),
            status: dossier.status, isRestricted: dossier.restricted)
    }

    private var opening: FoldModel {
        let kind = search.kind
        let types = (look.directory.types[kind] ?? []).map {
            FieldModel.Choice(value: String($0.id), text: $0.name)
        }
        let forms = FormMaker<LawVuDeed>(path: "\(LawVuPageController.path)/\(kind.rawValue)s", refusal: refusal)
        return FoldModel(
            "Open a new \(kind.rawValue)",
            [forms.form(.open(kind), "Open it", [.choice("type", "Type", types), .line("name", "Name")])])
    }
}
