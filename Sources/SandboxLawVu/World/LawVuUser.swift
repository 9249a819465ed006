import SandboxKit
import Storage
import Webhooks

/// A user of the organisation. Each token acts as one user.
struct LawVuUser: Equatable, Sendable {
    let id: String
    let email: String
    let firstName: String
    let lastName: String
    /// An administrator, who sees restricted items too.
    let seesAll: Bool
    /// The tokens of a removed user are rejected and no events are sent to his subscriptions.
    var isActive = true

    var fullName: String { firstName + " " + lastName }
}

/// Users, teams and types, to which matters and contracts refer by id. Small enough to be read whole for each request.
struct LawVuDirectory: Sendable {
    let users: [LawVuUser]
    let teams: [Named]
    let types: [MatterOrContract.Kind: [Named]]

    struct Named: Equatable, Sendable {
        let id: Int64
        let name: String
    }

    init(in reading: any Reading) throws {
        users = try reading.rows(
            """
            SELECT id, email, first_name, last_name, sees_all, is_active FROM lawvu_users
            WHERE firm_id = $1 ORDER BY last_name, id
            """, [SandboxFirm.idValue]
        ).map {
            LawVuUser(
                id: $0.text(0), email: $0.text(1), firstName: $0.text(2), lastName: $0.text(3), seesAll: $0.flag(4),
                isActive: $0.flag(5))
        }
        teams = try reading.rows(
            "SELECT id, name FROM lawvu_teams WHERE firm_id = $1 ORDER BY id", [SandboxFirm.idValue]
        ).map { Named(id: $0.integer(0), name: $0.text(1)) }
        let rows = try reading.rows(
            "SELECT kind, id, name FROM lawvu_types WHERE firm_id = $1 ORDER BY id", [SandboxFirm.idValue])
        types = Dictionary(grouping: rows) { MatterOrContract.Kind(rawValue: $0.text(0)) ?? .matter }
            .mapValues { $0.map { Named(id: $0.integer(1), name: $0.text(2)) } }
    }

    func user(_ id: String) -> LawVuUser? { users.first { $0.id == id } }
    func activeUser(_ id: String) -> LawVuUser? { user(id).flatMap { $0.isActive ? $0 : nil } }
    func team(_ id: Int64) -> Named? { teams.first { $0.id == id } }
    func type(_ id: Int64, of kind: MatterOrContract.Kind) -> Named? { types[kind]?.first { $0.id == id } }
}
