import SandboxKit
import Storage
import Webhooks

/// A page of a list: what is wanted, in which order, which stretch of it.
struct DossierQuery: Sendable {
    var filter: ODataFilter?
    var order: [(path: [String], isDescending: Bool)] = []
    var top: Int
    var skip = 0

    static let ordersMax = 5

    init(top: Int) { self.top = top }

    /// Reads the `$` parameters; others are passed over.
    init(_ parameters: [(name: String, value: String)], topDefault: Int = LawVuLimits.topDefault) throws {
        top = topDefault
        var errors: [String: [String]] = [:]
        for (name, value) in parameters {
            do throws(ODataMistake) { try take(name, value) } catch { errors[error.name] = [error.hint] }
        }
        guard errors.isEmpty else { throw LawVuProblem.invalid(errors) }
    }

    private mutating func take(_ name: String, _ value: String) throws(ODataMistake) {
        switch name {
        case "$filter" where !value.trimmed.isEmpty: filter = try ODataFilter(value)
        case "$orderby": order = try Self.order(value)
        case "$top": top = try Self.number(value, name, 1...LawVuLimits.topMax)
        case "$skip": skip = try Self.number(value, name, 0...Int(Int32.max))
        default: break
        }
    }

    static func number(_ text: String, _ name: String, _ range: ClosedRange<Int>) throws(ODataMistake) -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw ODataMistake(
                name: name, hint: "Give a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    private static func order(_ text: String) throws(ODataMistake) -> [(path: [String], isDescending: Bool)] {
        let items = text.split(separator: ",")
        guard items.count <= ordersMax else {
            throw ODataMistake(name: "$orderby", hint: "Sort by at most \(ordersMax) properties.")
        }
        var order: [(path: [String], isDescending: Bool)] = []
        for item in items {
            let words = item.split(whereSeparator: \.isWhitespace)
            guard (1...2).contains(words.count), words.count == 1 || ["asc", "desc"].contains(words[1]) else {
                throw ODataMistake(name: "$orderby", hint: "Write a property and asc or desc, such as name desc.")
            }
            order.append((words[0].split(separator: "/").map(String.init), words.last == "desc"))
        }
        return order
    }

    /// Those that the user may see; how many there are in all is counted only if somebody asks.
    func run(_ kind: Dossier.Kind, as user: LawVuUser, in reading: any Reading) throws -> [Dossier] {
        let (condition, values) = try self.condition(kind, user)
        return try DossierTables.select(
            kind, where: condition, values, tail: "ORDER BY \(try sorting(kind)) LIMIT \(top) OFFSET \(skip)",
            in: reading)
    }

    func count(_ kind: Dossier.Kind, as user: LawVuUser, in reading: any Reading) throws -> Int {
        let (condition, values) = try self.condition(kind, user)
        return try DossierTables.count(kind, where: condition, values, in: reading)
    }

    private func condition(_ kind: Dossier.Kind, _ user: LawVuUser) throws -> (String, [SQLValue]) {
        var conditions = DossierConditions(kind, numberedFrom: 3)
        do throws(ODataMistake) {
            let sight = user.seesAll ? "1 = 1" : Self.sight(conditions.bind(.text(user.id)))
            guard let filter else { return (sight, conditions.values) }
            let sql = try conditions.sql(filter)
            return ("\(sight) AND \(sql)", conditions.values)
        } catch { throw LawVuProblem.invalid(error.name, error.hint) }
    }

    /// The same as `Dossier.isVisible`, for rows.
    private static func sight(_ user: String) -> String {
        "(d.restricted = 0 OR d.owner_id = \(user) OR d.manager_id = \(user))"
    }

    private func sorting(_ kind: Dossier.Kind) throws -> String {
        do throws(ODataMistake) {
            var parts: [String] = []
            for (path, isDescending) in order {
                parts.append(try DossierProperty(path, of: kind).sql + (isDescending ? " DESC" : "") + " NULLS LAST")
            }
            return (parts + ["d.id"]).joined(separator: ", ")
        } catch { throw LawVuProblem.invalid(error.name, error.hint) }
    }
}
