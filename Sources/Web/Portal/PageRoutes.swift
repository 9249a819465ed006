import HTTPTypes
import Hummingbird
import Logging
import Matters
import NIOCore
import Portal
import Records
import Storage
import Webhooks

/// The pages that people read. Each is made from what `MatterReader` answers for the one who asks.
struct PageRoutes: Sendable {
    let store: any Store
    let viewers: ViewerResolver
    let cursors: CursorSeal
    let library: PageLibrary
    let signIn: SignIn
    let now: WallClock

    static let mattersShownAtFirst = 100
    static let mattersShownMax = 1_000
    static let searchLengthMax = 100

    func addRoutes(to router: Router<PortalContext>) {
        router.get("") { request, _ in try await page(request) { try await list(request, $0) } }
        router.get("matters") { _, _ in Response.seeOther("/") }
        router.get("matters/:id") { request, context in
            try await page(request) { try await matter(context.parameters.get("id") ?? "", $0) }
        }
        router.get("sign-in") { _, _ in try await signInPage() }
        for asset in AssetTable.all { router.get(RouterPath(asset.path)) { _, _ in Response.asset(asset) } }
    }

    private func page(
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
        let pages = try await library.pages(of: person.viewer.firmID)
        let today = pages.today(now())
        let found = try await store.read { reading in
            // The place in the log first: what is committed while the rest is read comes again by the stream.
            (
                seq: try ChangeLog.head(firmID: person.viewer.firmID, in: reading),
                // One more than is shown tells whether there are more.
                list: try reader.list(from: today, matching: search, limit: limit + 1, in: reading),
                gapSince: try reader.feedGapSince(in: reading)
            )
        }
        let query = MatterListQuery(
            matters: Array(found.list.matters.prefix(limit)), seen: found.list.seen,
            search: search.flatMap { $0.isEmpty ? nil : $0 },
            next: found.list.matters.count > limit ? Self.mattersShown(after: limit) : nil)
        return .page(pages.matterList(query, for: pageReader(person, seq: found.seq, gapSince: found.gapSince)))
    }

    /// Nil at the bound: a longer list helps nobody, a search does.
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
        let pages = try await library.pages(of: person.viewer.firmID)
        guard let matter = found.matter else { return .page(pages.notFound(), status: .notFound) }
        return .page(pages.matter(matter, for: pageReader(person, seq: found.seq, gapSince: found.gapSince)))
    }

    private func pageReader(_ person: ViewerResolver.Person, seq: Int64, gapSince: Instant?) -> PageViewer {
        PageViewer(
            label: person.viewer.address.text, role: person.label,
            cursor: cursors.seal(seq, for: person.viewer), key: Self.key(of: person.viewer), now: now(),
            feedGapSince: gapSince, isStaff: person.viewer.isStaff)
    }

    /// Says who looks only to whoever knows it already; 64 bits tell the viewers in one browser apart.
    private static func key(of viewer: Viewer) -> String {
        let text = [viewer.firmID, viewer.kind.rawValue, viewer.address.text].joined(separator: "/")
        return String(Secret.hash("page/" + text).prefix(16))
    }

    private func signInPage() async throws -> Response {
        let pages = try await library.pagesBeforeSignIn()
        switch signIn {
        case .notYet: return .page(pages.signInUnavailable())
        case .demo(let personas): return .page(pages.demoSignIn(personas))
        }
    }
}

extension Response {
    static func page(_ html: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }

    static func asset(_ asset: Asset) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: asset.contentType, .cacheControl: SecurityHeaders.assetCaching.value],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: asset.bytes)))
    }

    static func seeOther(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
    }
}
