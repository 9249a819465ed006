import SandboxKit
import Storage

/// The limits of the API, as the vendor publishes them where it does.
enum RESTLimits {
    static let pageSizeDefault = 50
    static let pageSizeMax = 200
    static let bodyBytesMax = 1 << 20
    static let listedIDsMax = 1_000
    static let bulkRowsMax = 200
    /// In one link of one record, for example its tags.
    static let linkedIDsMax = 100
    static let filtersMax = 30
    static let textCharactersMax = 65_536
}

/// The parsed query string of a list request.
struct ListQuery: Sendable {
    var filters: [ListFilter] = []
    /// Paths of links, for example `["actionType", "primaryParticipantType"]`.
    var includes: [[String]] = []
    var sort: [(name: String, isDescending: Bool)] = []
    /// By resource name; "" is the listed resource.
    private var fields: [String: Set<String>] = [:]
    var page = 1
    var pageSize = RESTLimits.pageSizeDefault

    init(_ parameters: [(name: String, value: String)]) throws {
        for (name, value) in parameters { try take(name, value) }
        guard filters.count <= RESTLimits.filtersMax else {
            throw RequestFailure.badRequest("At most \(RESTLimits.filtersMax) conditions")
        }
    }

    private mutating func take(_ name: String, _ value: String) throws {
        let items = value.split(separator: ",").map { $0.trimmed }
        switch name {
        case "page": page = max(Int(value) ?? 1, 1)
        case "pageSize": pageSize = Self.pageSize(value)
        case "include": includes = items.map { $0.split(separator: ".").map(String.init) }
        case "sort": sort = items.map { ($0.first == "-" ? String($0.dropFirst()) : $0, $0.first == "-") }
        case "fields": fields["", default: []].formUnion(items)
        case _ where name.hasPrefix("fields["):
            fields[String(name.dropFirst(7).dropLast()), default: []].formUnion(items)
        case "filter": filters += try FilterExpression.conditions(value)
        default: filters.append(ListFilter(name: name, text: value))
        }
    }

    /// A page size above the maximum is reduced to it.
    private static func pageSize(_ text: String) -> Int {
        if text.lowercased() == "all" { return RESTLimits.pageSizeMax }
        guard let size = Int(text), size > 0 else { return RESTLimits.pageSizeDefault }
        return min(size, RESTLimits.pageSizeMax)
    }

    func selection(of resource: Resource, isRoot: Bool) -> FieldSelection {
        FieldSelection(names: fields[resource.name] ?? (isRoot ? fields[""] : nil))
    }

    /// Up to so many matching records, selecting and sorting them is cheaper than scanning the table in id order.
    private static let fewMax = 10_000

    /// One page of records, and the number of all records.
    func run(_ resource: Resource, in reading: any Reading) throws -> (records: [ActionStepRecord], count: Int) {
        var conditions = Conditions()
        for filter in filters { try filter.apply(to: resource, in: &conditions) }
        let withDeleted = filters.contains(where: \.asksForDeleted)
        let count = try ActionStepTables.count(
            resource, where: conditions.sql, conditions.values, withDeleted: withDeleted, in: reading)
        guard count > 0 else { return ([], 0) }
        let order = try sort.map {
            try FilterColumn($0.name, of: resource, to: .sort).column + ($0.isDescending ? " DESC" : "")
        }
        let (skipped, overflows) = (page - 1).multipliedReportingOverflow(by: pageSize)
        guard !overflows else { return ([], count) }
        let limit = conditions.bind(SQLValue(pageSize))
        let offset = conditions.bind(SQLValue(skipped))
        let tail = "ORDER BY \((order + ["id"]).joined(separator: ", ")) LIMIT \(limit) OFFSET \(offset)"
        let records = try ActionStepTables.select(
            resource, where: conditions.sql, conditions.values, tail: tail, withDeleted: withDeleted,
            isFew: order.isEmpty && !filters.isEmpty && count <= Self.fewMax, in: reading)
        return (records, count)
    }
}
