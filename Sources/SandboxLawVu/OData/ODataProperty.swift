import Matters
import Webhooks

/// A property by which matters and contracts can be filtered and sorted, with the SQL expression of its value.
struct ODataProperty: Sendable {
    enum Kind: Sendable { case text, number, decimal, flag, day, moment }

    /// The name in error messages.
    let name: String
    /// An expression over the row `d`.
    let sql: String
    let kind: Kind
}

extension ODataProperty {
    init(_ path: [String], of kind: MatterOrContract.Kind) throws(LawVuProblem) {
        let name = path.joined(separator: "/")
        if path.count > 1, path[0] == "fields", let field = LawVuField.named(path[1]), field.type != .options {
            self = try Self.field(field, path, name)
        } else if let (sql, propertyKind) = Self.common[name] ?? (kind == .matter ? Self.matter : Self.contract)[name] {
            self.init(name: name, sql: sql, kind: propertyKind)
        } else {
            throw .invalid(name, "There is no such property to filter or sort by.")
        }
    }

    private static func field(
        _ field: LawVuField, _ path: [String], _ name: String
    ) throws(LawVuProblem) -> ODataProperty {
        let rest = path.dropFirst(2)
        let isValuePath =
            rest.isEmpty || (field.type == .option && rest == ["value"]) || (field.type == .user && rest == ["id"])
        guard isValuePath else { throw .invalid(name, "The field \(field.id) has no such part.") }
        let isNumber = field.type == .decimal || field.type == .flag
        let sql = """
            (SELECT v.\(isNumber ? "number" : "text") FROM lawvu_values v WHERE v.firm_id = d.firm_id
            AND v.kind = d.kind AND v.item_id = d.id AND v.field_id = '\(field.id)' AND v.place = 0)
            """
        let kind: Kind =
            switch field.type {
            case .decimal: .decimal
            case .flag: .flag
            case .date: .day
            case .text, .option, .options, .user: .text
            }
        return ODataProperty(name: name, sql: sql, kind: kind)
    }

    private static let common: [String: (String, Kind)] = [
        "id": ("d.id", .number), "name": ("d.name", .text), "status": ("d.status", .text),
        "externalId": ("d.external_id", .text), "restricted": ("d.restricted", .flag),
        "type/id": ("d.type_id", .number),
        "type/name": (named("lawvu_types", "t.kind = d.kind AND t.id = d.type_id"), .text),
        "teamAssigned/id": ("d.team_id", .number),
        "teamAssigned/name": (named("lawvu_teams", "t.id = d.team_id"), .text), "owner/id": ("d.owner_id", .text),
        "owner/email": (mail("d.owner_id"), .text), "created/dateUtc": ("d.created_at", .moment),
        "created/userName": (mail("d.created_by"), .text), "parentId": ("d.parent_id", .number),
    ]
    private static let matter: [String: (String, Kind)] = [
        "displayId": ("d.display_id", .text), "urgent": ("d.urgent", .flag),
        "manager/user/id": ("d.manager_id", .text), "manager/user/email": (mail("d.manager_id"), .text),
    ]
    private static let contract: [String: (String, Kind)] = [
        "expiry": ("d.expiry", .day), "executed": ("d.executed", .day), "value": ("d.value", .decimal),
    ]

    private static func named(_ table: String, _ condition: String) -> String {
        "(SELECT t.name FROM \(table) t WHERE t.firm_id = d.firm_id AND \(condition))"
    }
    private static func mail(_ column: String) -> String {
        "(SELECT u.email FROM lawvu_users u WHERE u.firm_id = d.firm_id AND u.id = \(column))"
    }
}

/// A multi-valued property of a matter or contract, filtered with `any`.
struct ODataCollection: Sendable {
    /// The rows `m` of one matter or contract `d`, as a FROM clause to which a condition can be added.
    let from: String
    let column: String

    init(_ path: [String]) throws(LawVuProblem) {
        let ofItem = "m.firm_id = d.firm_id AND m.kind = d.kind AND m.item_id = d.id"
        if path == ["tags"] {
            (from, column) = ("lawvu_tags m WHERE " + ofItem, "m.description")
        } else if path.count == 2, path[0] == "fields", let field = LawVuField.named(path[1]), field.type == .options {
            (from, column) = ("lawvu_values m WHERE \(ofItem) AND m.field_id = '\(field.id)'", "m.text")
        } else {
            let name = path.joined(separator: "/")
            throw .invalid(name, "It has a single value: any() is for tags and fields with several options.")
        }
    }
}
