import Webhooks

/// The list parameters of version 1: `skip`, `take`, one `filtering` and one `sorting`.
extension ODataListQuery {
    init(v1 parameters: [(name: String, value: String)], of kind: MatterOrContract.Kind) throws(LawVuProblem) {
        let values = Dictionary(parameters.map { ($0.name.lowercased(), $0.value) }) { first, _ in first }
        self.init(top: LawVuLimits.takeDefault)
        if let take = values["take"] { top = try Self.number(take, "take", 1...LawVuLimits.topMax) }
        if let skip = values["skip"] { self.skip = try Self.number(skip, "skip", 0...Int(Int32.max)) }
        if let field = values["sorting.field"] {
            order = [(Self.path(field), values["sorting.direction"]?.lowercased() == "desc")]
        }
        if let field = values["filtering.field"] {
            filter = try Self.filter(
                try ODataProperty(Self.path(field), of: kind), Self.path(field),
                values["filtering.operator"]?.lowercased() ?? "eq", values["filtering.value"] ?? "")
        }
    }

    private static func filter(
        _ property: ODataProperty, _ path: [String], _ sign: String, _ text: String
    ) throws(LawVuProblem) -> ODataFilter {
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
        throw .invalid(
            "filtering.operator", "Give eq, neq, lt, lte, gt, gte, contains, startswith, endswith or isnull.")
    }

    /// The version 2 path of a property that is named as in version 1.
    private static func path(_ name: String) -> [String] {
        let names = [
            "matterNumber": "displayId", "categoryId": "type/id", "contractTemplateId": "type/id",
            "teamId": "teamAssigned/id", "ownerId": "owner/id", "managerId": "manager/user/id",
            "createdDateUtc": "created/dateUtc", "matterId": "parentId", "expiryDate": "expiry",
            "executedDate": "executed",
        ]
        return (names[name] ?? name).split(separator: "/").map(String.init)
    }
}
