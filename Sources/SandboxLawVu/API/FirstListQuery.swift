import Webhooks

/// A page of a list as the first version asks for it: `skip`, `take`, one `filtering` and one `sorting`.
struct FirstListQuery: Sendable {
    static let takeDefault = 50
    let query: DossierQuery

    init(_ parameters: [(name: String, value: String)], of kind: Dossier.Kind) throws {
        let values = Dictionary(parameters.map { ($0.name.lowercased(), $0.value) }) { first, _ in first }
        do throws(ODataMistake) {
            query = try Self.query(values, kind)
        } catch { throw LawVuProblem.invalid(error.name, error.hint) }
    }

    private static func query(_ values: [String: String], _ kind: Dossier.Kind) throws(ODataMistake) -> DossierQuery {
        var query = DossierQuery(top: takeDefault)
        if let take = values["take"] { query.top = try DossierQuery.number(take, "take", 1...LawVuLimits.topMax) }
        if let skip = values["skip"] { query.skip = try DossierQuery.number(skip, "skip", 0...Int(Int32.max)) }
        if let field = values["sorting.field"] {
            query.order = [(try path(field), values["sorting.direction"]?.lowercased() == "desc")]
        }
        if let field = values["filtering.field"] {
            query.filter = try filter(
                try DossierProperty(try path(field), of: kind), try path(field),
                values["filtering.operator"]?.lowercased() ?? "eq", values["filtering.value"] ?? "")
        }
        return query
    }

    private static func filter(
        _ property: DossierProperty, _ path: [String], _ sign: String, _ text: String
    ) throws(ODataMistake) -> ODataFilter {
        let literal: ODataFilter.Literal =
            switch property.kind {
            case .text: .text(text)
            case .flag: .flag(text.lowercased() == "true")
            default: .bare(text)
            }
        let signs: [String: ODataFilter.Sign] = ["eq": .eq, "neq": .ne, "lt": .lt, "lte": .le, "gt": .gt, "gte": .ge]
        if let sign = signs[sign] { return .compares(path, sign, literal) }
        if let function = ODataFilter.Function(rawValue: sign) { return .matches(function, path, literal) }
        if sign == "isnull" { return .compares(path, .eq, .null) }
        throw ODataMistake(
            name: "filtering.operator",
            hint: "Give eq, neq, lt, lte, gt, gte, contains, startswith, endswith or isnull.")
    }

    /// The names of the first version, as the second calls the same.
    private static func path(_ name: String) throws(ODataMistake) -> [String] {
        let names = [
            "matterNumber": "displayId", "categoryId": "type/id", "contractTemplateId": "type/id",
            "teamId": "teamAssigned/id", "ownerId": "owner/id", "managerId": "manager/user/id",
            "createdDateUtc": "created/dateUtc", "matterId": "parentId", "expiryDate": "expiry",
            "executedDate": "executed",
        ]
        return (names[name] ?? name).split(separator: "/").map(String.init)
    }
}
