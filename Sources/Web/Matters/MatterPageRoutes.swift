import HTTPTypes
import Hummingbird
import Matters
import Portal
import Records
import Storage
import Webhooks

/// The list of matters and the page of one matter, made from what `MatterReader` answers for the viewer.
struct MatterPageRoutes: Sendable {
    let store: any Store
    let viewers: ViewerResolver
    let cursors: CursorSeal
    let firmPages: FirmPages
    let now: WallClock

    static let mattersShownAtFirst = 100
    static let mattersShownMax = 1_000
    static let searchLengthMax = 100

    func addRoutes(to router: Router<PortalContext>) {
        router.get("") { request, _ in try await signedIn(request) { try await list(request, $0) } }
        router.get("matters") { _, _ in Response.seeOther("/") }
        router.get("matters/:id") { request, context in
            try await signedIn(request) { try await matter(context.parameters.get("id") ?? "", $0) }
        }
    }

    private func signedIn(
        _ request: Request, _ answer: (ViewerResolver.Person) async throws -> Response
    ) async throws -> Response {
        guard let person = try await viewers.session(request) else { return Response.seeOther("/sign-in") }
        return try await answer(person)
    }

    private func list(_ request: Request, _ person: ViewerResolver.Person) async throws -> Response {
        let search = request.uri.queryParameters["q"].map { String($0.prefix(Self.searchLengthMax)) }
        let shown = request.queryNumber(
            "show", default: Self.mattersShownAtFirst, in: Self.mattersShownAtFirst...Self.mattersShownMax)
        let limit = shown ?? Self.mattersShownAtFirst
        let reader = MatterReader(viewer: person.viewer)
        let pages = try await firmPages.pages(of: person.viewer.firmID)
        let today = pages.today(now())
        let found = try await store.read { reading in
            // The cursor is read first: a change that is committed meanwhile is sent again by the live stream.
            (
                seq: try ChangeLog.head(firmID: person.viewer.firmID, in: reading),
                // One more than is shown tells whether there are more.
                list: try reader.list(from: today, matching: search, limit: limit + 1, in: reading),
                gapSince: try reader.feedGapSince(in: reading)
            )
        }
        let content = MatterListContent(
            matters: Array(found.list.matters.prefix(limit)), visible: found.list.seen,
            search: search.flatMap(\.nonEmpty),
            next: found.list.matters.count > limit ? Self.mattersShown(after: limit) : nil)
        return .page(pages.matterList(content, for: pageViewer(person, seq: found.seq, gapSince: found.gapSince)))
    }

    /// Nil at the bound, where searching helps more than a longer list.
    private static func mattersShown(after shown: Int) -> Int? {
        shown < mattersShownMax ? min(shown + mattersShownAtFirst, mattersShownMax) : nil
    }

    private func matter(_ id: String, _ person: ViewerResolver.Person) async throws -> Response {
        let reader = MatterReader(viewer: person.viewer)
        let found = try await store.read { reading in
            (
                seq: try ChangeLog.head(firmID: person.viewer.firmID, in: reading),
                matter: try reader.matter(id, in: reading), gapSince: try reader.feedGapSince(in: reading)
            )
        }
        let pages = try await firmPages.pages(of: person.viewer.firmID)
        guard let matter = found.matter else { return .page(pages.notFound(), status: .notFound) }
        return .page(pages.matter(matter, for: pageViewer(person, seq: found.seq, gapSince: found.gapSince)))
    }

    private func pageViewer(_ person: ViewerResolver.Person, seq: Int64, gapSince: Instant?) -> PageViewer {
        PageViewer(
            label: person.viewer.address.text, role: person.label,
            cursor: cursors.seal(seq, for: person.viewer), key: Self.key(of: person.viewer), now: now(),
            feedGapSince: gapSince, isStaff: person.viewer.isStaff)
    }

    /// A hash, so that the page does not name its viewer; 64 bits tell apart the viewers of one browser.
    private static func key(of viewer: Viewer) -> String {
        let text = [viewer.firmID, viewer.kind.rawValue, viewer.address.text].joined(separator: "/")
        return String(Secret.hash("page/" + text).prefix(16))
    }
}
