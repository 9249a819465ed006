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
            try await signedIn(request) { try await matter(context.parameter("id"), $0) }
        }
    }

    private func signedIn(
        _ request: Request, _ answer: (ViewerResolver.Person) async throws -> Response
    ) async throws -> Response {
        guard let person = try await viewers.session(request) else { return Response.seeOther("/sign-in") }
        return try await answer(person)
    }

    private func list(_ request: Request, _ person: ViewerResolver.Person) async throws -> Response {
        let search = request.query("q").map { String($0.prefix(Self.searchLengthMax)) }
        let shown = request.queryNumber(
            "show", default: Self.mattersShownAtFirst, in: Self.mattersShownAtFirst...Self.mattersShownMax)
        let limit = shown ?? Self.mattersShownAtFirst
        let pages = try await firmPages.pages(of: person.viewer.firmID)
        let today = pages.dates(now()).today
        let (viewer, list) = try await read(for: person) {
            // One more than is shown tells whether there are more.
            try $0.list(from: today, matching: search, limit: limit + 1, in: $1)
        }
        let content = MatterListContent(
            matters: Array(list.matters.prefix(limit)), visible: list.seen, search: search?.nonEmpty,
            next: list.matters.count > limit ? Self.mattersShown(after: limit) : nil)
        return .page(pages.matterList(content, for: viewer))
    }

    /// Nil at the bound, where searching helps more than a longer list.
    private static func mattersShown(after shown: Int) -> Int? {
        shown < mattersShownMax ? min(shown + mattersShownAtFirst, mattersShownMax) : nil
    }

    private func matter(_ id: String, _ person: ViewerResolver.Person) async throws -> Response {
        let pages = try await firmPages.pages(of: person.viewer.firmID)
        let (viewer, matter) = try await read(for: person) { try $0.matter(id, in: $1) }
        guard let matter else { return .page(pages.notFound(), status: .notFound) }
        return .page(pages.matter(matter, for: viewer))
    }

    /// What a page is made from, and for whom.
    private func read<Content: Sendable>(
        for person: ViewerResolver.Person, _ content: @escaping @Sendable (MatterReader, any Reading) throws -> Content
    ) async throws -> (PageViewer, Content) {
        let viewer = person.viewer
        let reader = MatterReader(viewer: viewer)
        let (seq, gapSince, found) = try await store.read { reading in
            // The cursor is read first: a change that is committed meanwhile is sent again by the live stream.
            let seq = try ChangeLog.head(firmID: viewer.firmID, in: reading)
            return (seq, try reader.feedGapSince(in: reading), try content(reader, reading))
        }
        let page = PageViewer(
            label: viewer.address.text, role: person.label, cursor: cursors.seal(seq, for: viewer),
            key: Self.key(of: viewer), now: now(), feedGapSince: gapSince, isStaff: viewer.isStaff)
        return (page, found)
    }

    /// A hash, so that the page does not name its viewer; 64 bits tell apart the viewers of one browser.
    private static func key(of viewer: Viewer) -> String {
        let text = [viewer.firmID, viewer.kind.rawValue, viewer.address.text].joined(separator: "/")
        return String(Secret.hash("page/" + text).prefix(16))
    }
}
