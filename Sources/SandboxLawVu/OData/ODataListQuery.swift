import SandboxKit
import Storage
import Webhooks

/// One page of a list of matters or contracts: filter, order, and the range of rows.
struct ODataListQuery: Sendable {
    var filter: ODataFilter?
    var order: [(path: [String], isDescending: Bool)] = []
    var top: Int
    var skip = 0

    static let ordersMax = 5

}

extension ODataListQuery {
    /// Reads the `$` parameters; others are ignored.
    /// - Throws: `LawVuProblem` with an entry for each invalid parameter.
    init(_ parameters: [(name: String, value: String)], topDefault: Int = LawVuLimits.topDefault) throws {
        self.init(top: topDefault)
        var errors: [String: [String]] = [:]
        for (name, value) in parameters {
            do throws(LawVuProblem) { try read(name, value) } catch { errors.merge(error.errors) { $1 } }
        }
        guard errors.isEmpty else { throw LawVuProblem.invalid(errors) }
    }

    private mutating func read(_ name: String, _ value: String) throws(LawVuProblem) {
        switch name {
        case "$filter" where !value.trimmed.isEmpty: filter = try ODataFilter(value)
        case "$orderby": order = try Self.order(value)
        case "$top": top = try Self.number(value, name, 1...LawVuLimits.topMax)
        case "$skip": skip = try Self.number(value, name, 0...Int(Int32.max))
        default: break
        }
    }

    static func number(_ text: String, _ name: String, _ range: ClosedRange<Int>) throws(LawVuProblem) -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw .invalid(name, "Give a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    private static func order(_ text: String) throws(LawVuProblem) -> [(path: [String], isDescending: Bool)] {
        let items = text.split(separator: ",")
        guard items.count <= ordersMax else { throw .invalid("$orderby", "Sort by at most \(ordersMax) properties.") }
        return try items.map { item throws(LawVuProblem) in
            let words = item.split(whereSeparator: \.isWhitespace)
            guard (1...2).contains(words.count), words.count == 1 || ["asc", "desc"].contains(words[1]) else {
                throw .invalid("$orderby", "Write a property and asc or desc, such as name desc.")
            }
            return (words[0].split(separator: "/").map(String.init), words.last == "desc")
        }
    }

    /// The rows of the page that are visible to the user.
    func run(_ kind: MatterOrContract.Kind, _ query: LawVuQuery) throws -> [MatterOrContract] {
        let (condition, values) = try self.condition(kind, query.user)
        return try MatterOrContractTables.select(
            kind, where: condition, values, tail: "ORDER BY \(try sorting(kind)) LIMIT \(top) OFFSET \(skip)",
            in: query.reading)
    }

    func count(_ kind: MatterOrContract.Kind, _ query: LawVuQuery) throws -> Int {
        let (condition, values) = try self.condition(kind, query.user)
        return try MatterOrContractTables.count(kind, where: condition, values, in: query.reading)
    }

    private func condition(_ kind: MatterOrContract.Kind, _ user: LawVuUser) throws -> (String, [SQLValue]) {
        var conditions = ODataConditions(kind: kind)
        let visibility = user.seesAll ? "1 = 1" : Self.visibility(conditions.bind(.text(user.id)))
        guard let filter else { return (visibility, conditions.values) }
        let sql = try conditions.sql(filter)
        return ("\(visibility) AND \(sql)", conditions.values)
    }

    /// `MatterOrContract.isVisible(to:)` as an SQL condition.
    private static func visibility(_ user: String) -> String {
        "(d.restricted = 0 OR d.owner_id = \(user) OR d.manager_id = \(user))"
    }

    private func sorting(_ kind: MatterOrContract.Kind) throws -> String {
        let parts = try order.map { path, isDescending in
            try ODataProperty(path, of: kind).sql + (isDescending ? " DESC" : "") + " NULLS LAST"
        }
        return (parts + ["d.id"]).joined(separator: ", ")
    }
}
