import HTTPTypes
import Hummingbird
import Matters
import NIOCore
import Portal
import Records
import Storage
import Webhooks

/// `/api/v1/matters` and `/api/v1/changes`: the matters of the bearer token's holder, by the same scope as the pages.
struct MattersAPI: Sendable {
    let store: any Store
    let viewers: ViewerResolver
    let cursors: CursorSeal

    static let mattersDefault = 100
    static let mattersMax = 200
    /// Entries of the change log that one request reads.
    static let changesMax = 2_000
    static let notesMax = 1_000

    func addRoutes(to router: Router<PortalContext>) {
        let api = router.group("api/v1")
        api.get("matters") { request, _ in try await signedIn(request) { try await list(request, $0) } }
        api.get("matters/:id") { request, context in
            try await signedIn(request) { try await show(context.parameter("id"), $0) }
        }
        api.get("changes") { request, _ in try await signedIn(request) { try await changes(request, $0) } }
    }

    private func signedIn(
        _ request: Request, _ answer: (MatterReader) async throws -> Response
    ) async throws -> Response {
        guard let person = try await viewers.bearer(request) else { return .bearerRequired }
        return try await answer(MatterReader(viewer: person.viewer))
    }

    private func list(_ request: Request, _ reader: MatterReader) async throws -> Response {
        let limit = try request.limit(default: Self.mattersDefault, max: Self.mattersMax)
        let after = request.query("after")
        guard after.map({ $0.utf8.count <= 64 }) ?? true else {
            return .problem(.badRequest, "after is the `next` of an earlier answer")
        }
        let page = try await store.read { try reader.page(after: after, limit: limit, in: $0) }
        return .json(["matters": .array(page.matters.map(MatterJSON.summary)), "next": JSONValue(page.next)])
    }

    private func show(_ id: String, _ reader: MatterReader) async throws -> Response {
        let matter = try await store.read { try reader.matter(id, in: $0) }
        // Attack: probing for matters that exist. Missing and forbidden have the same answer.
        guard let matter else { return .notFoundProblem }
        return .json(MatterJSON.whole(matter, notesMax: Self.notesMax))
    }

    private func changes(_ request: Request, _ reader: MatterReader) async throws -> Response {
        let after = request.query("after").map { cursors.open($0, for: reader.viewer) } ?? 0
        guard let after else { return .problem(.badRequest, "after is the `next` of an earlier answer") }
        let limit = try request.limit(default: Self.changesMax, max: Self.changesMax)
        let found = try await store.read { try reader.changes(after: after, limit: limit, in: $0) }
        return .json([
            "changes": .array(found.changes.map { change($0, isStaff: reader.viewer.isStaff) }),
            "next": .string(cursors.seal(found.upTo, for: reader.viewer)), "more": .bool(found.hasMore),
        ])
    }

    private func change(_ entry: MatterReader.VisibleChange, isStaff: Bool) -> JSONValue {
        var members: JSONValue.Members = ["matter": .string(entry.matterID)]
        members.entries += MatterJSON.change(entry.change).members?.entries ?? []
        members["at"] = .string(entry.at.iso8601)
        if isStaff { members["seq"] = .integer(entry.seq) }
        return .object(members)
    }
}
