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

    init(top: Int) { self.top = top }

    /// Reads the `$` parameters; others are ignored.
    /// - Throws: `LawVuProblem` with an entry for each invalid parameter.
    init(_ parameters: [(name: String, value: String)], topDefault: Int = LawVuLimits.topDefault) throws {
        top = topDefault
        var errors: [String: [String]] = [:]
        for (name, value) in parameters {
            do throws(ODataError) { try read(name, value) } catch { errors[error.name] = [error.hint] }
        }
        guard errors.isEmpty else { throw LawVuProblem.invalid(errors) }
    }

    private mutating func read(_ name: String, _ value: String) throws(ODataError) {
        switch name {
        case "$filter" where !value.trimmed.isEmpty: filter = try ODataFilter(value)
        case "$orderby": order = try Self.order(value)
        case "$top": top = try Self.number(value, name, 1...LawVuLimits.topMax)
        case "$skip": skip = try Self.number(value, name, 0...Int(Int32.max))
        default: break
        }
    }

    static func number(_ text: String, _ name: String, _ range: ClosedRange<Int>) throws(ODataError) -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw ODataError(
                name: name, hint: "Give a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    private static func order(_ text: String) throws(ODataError) -> [(path: [String], isDescending: Bool)] {
        let items = text.split(separator: ",")
        guard items.count <= ordersMax else {
            throw ODataError(name: "$orderby", hint: "Sort by at most \(ordersMax) properties.")
        }
        var order: [(path: [String], isDescending: Bool)] = []
        for item in items {
            let words = item.split(whereSeparator: \.isWhitespace)
            guard (1...2).contains(words.count), words.count == 1 || ["asc", "desc"].contains(words[1]) else {
                throw ODataError(name: "$orderby", hint: "Write a property and asc or desc, such as name desc.")
            }
            order.append((words[0].split(separator: "/").map(String.init), words.last == "desc"))
        }
        return order
    }

    /// The rows of the page that are visible to the user.
    /// - Throws: `LawVuProblem` when the filter or the order cannot be translated to SQL.
    func run(_ kind: MatterOrContract.Kind, as user: LawVuUser, in reading: any Reading) throws -> [MatterOrContract] {
        let (condition, values) = try self.condition(kind, user)
        return try MatterOrContractTables.select(
            kind, where: condition, values, tail: "ORDER BY \(try sorting(kind)) LIMIT \(top) OFFSET \(skip)",
            in: reading)
    }

    func count(_ kind: MatterOrContract.Kind, as user: LawVuUser, in reading: any Reading) throws -> Int {
        let (condition, values) = try self.condition(kind, user)
        return try MatterOrContractTables.count(kind, where: condition, values, in: reading)
    }

    private func condition(_ kind: MatterOrContract.Kind, _ user: LawVuUser) throws -> (String, [SQLValue]) {
        var conditions = ODataConditions(kind, numberedFrom: 3)
        do throws(ODataError) {
            let visibility = user.seesAll ? "1 = 1" : Self.visibility(conditions.bind(.text(user.id)))
            guard let filter else { return (visibility, conditions.values) }
            let sql = try conditions.sql(filter)
            return ("\(visibility) AND \(sql)", conditions.values)
        } catch { throw LawVuProblem.invalid(error.name, error.hint) }
    }

    /// `MatterOrContract.isVisible(to:)` as an SQL condition.
    private static func visibility(_ user: String) -> String {
        "(d.restricted = 0 OR d.owner_id = \(user) OR d.manager_id = \(user))"
    }

    private func sorting(_ kind: MatterOrContract.Kind) throws -> String {
        do throws(ODataError) {
            var parts: [String] = []
            for (path, isDescending) in order {
                parts.append(try ODataProperty(path, of: kind).sql + (isDescending ? " DESC" : "") + " NULLS LAST")
            }
            return (parts + ["d.id"]).joined(separator: ", ")
        } catch { throw LawVuProblem.invalid(error.name, error.hint) }
    }
}
