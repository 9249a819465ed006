import Delivery
import HTTPTypes
import Hummingbird
import Matters
import Records
import Webhooks

/// `/webhooks`: the firm's endpoints, for its staff. To everybody else these pages do not exist.
struct EndpointPageRoutes: Sendable {
    let viewers: ViewerResolver
    let firmPages: FirmPages
    let endpoints: @Sendable (Viewer) -> EndpointService
    let now: WallClock

    static let endpointsPerPage = 100
    static let deliveriesPerPage = 50
    static let formBytesMax = 16_384

    func addRoutes(to router: Router<PortalContext>) {
        let pages = router.group("webhooks")
        pages.get { try await answer($0, $1, Self.list) }
        pages.get(":id") { try await answer($0, $1) { staff in try await Self.page(of: staff.id, staff) } }
        pages.get(":id/deliveries/:delivery") { try await answer($0, $1, Self.delivery) }
        pages.post { try await post($0, $1, Self.create) }
        pages.post(":id/rotate") { try await post($0, $1, Self.rotateSecret) }
        pages.post(":id/disable") {
            try await change($0, $1) { staff in _ = try await staff.endpoints.disable(staff.id) }
        }
        pages.post(":id/enable") { try await change($0, $1, Self.enable) }
        pages.post(":id/test") { try await change($0, $1) { staff in _ = try await staff.endpoints.test(staff.id) } }
        pages.post(":id/delete") {
            try await change($0, $1, then: EndpointSummary.list) { staff in
                try await staff.endpoints.delete(staff.id)
            }
        }
        pages.post(":id/deliveries/:delivery/resend") {
            try await change($0, $1) { staff in try await staff.endpoints.resend(staff.delivery, of: staff.id) }
        }
    }

    /// A request of a member of staff.
    struct StaffRequest: Sendable {
        let request: Request
        let context: PortalContext
        let endpoints: EndpointService
        let pages: PageRenderer
        let viewer: PageViewer

        var id: String { context.parameter("id") }
        var delivery: String { context.parameter("delivery") }
        var after: String? { request.query("after") }
    }

    /// - Parameter page: where the browser goes after the change; the endpoint's page by default.
    private func change(
        _ request: Request, _ context: PortalContext, then page: String? = nil,
        _ change: @escaping @Sendable (StaffRequest) async throws -> Void
    ) async throws -> Response {
        try await post(request, context) { staff in
            try await change(staff)
            return .seeOther(page ?? "\(EndpointSummary.list)/\(staff.id)")
        }
    }

    private typealias Answer = @Sendable (StaffRequest) async throws -> Response

    private func post(_ request: Request, _ context: PortalContext, _ response: Answer) async throws -> Response {
        guard request.isSameOrigin else { return .problem(.forbidden, "do it on the portal's own page") }
        return try await answer(request, context, response)
    }

    private func answer(_ request: Request, _ context: PortalContext, _ response: Answer) async throws -> Response {
        guard let person = try await viewers.session(request) else { return .seeOther("/sign-in") }
        let pages = try await firmPages.pages(of: person.viewer.firmID)
        guard person.viewer.isStaff else { return .page(pages.notFound(), status: .notFound) }
        let viewer = PageViewer(
            label: person.viewer.address.text, role: person.label, cursor: "", key: "", now: now(), isStaff: true)
        let staff = StaffRequest(
            request: request, context: context, endpoints: endpoints(person.viewer), pages: pages, viewer: viewer)
        do {
            return try await response(staff)
        } catch EndpointFailure.unknown {
            return .page(pages.notFound(), status: .notFound)
        } catch let failure as EndpointFailure {
            return try await Self.page(of: staff.id, staff, problem: Self.sentence(failure), status: .conflict)
        }
    }

    /// A hint as a sentence. A page does not name the fields of the API.
    private static func sentence(_ failure: EndpointFailure) -> String {
        if case .invalid(let fault) = failure { return fault.hint }
        return failure.hint.prefix(1).uppercased() + failure.hint.dropFirst() + "."
    }
}

extension EndpointPageRoutes {
    @Sendable private static func list(_ staff: StaffRequest) async throws -> Response {
        .page(staff.pages.endpoints(try await listContent(staff), for: staff.viewer))
    }

    private static func listContent(_ staff: StaffRequest) async throws -> EndpointListContent {
        let page = try await staff.endpoints.list(after: staff.after, limit: endpointsPerPage)
        return EndpointListContent(endpoints: page.entries, next: page.next)
    }

    private static func page(
        of id: String, _ staff: StaffRequest, secret: String? = nil, problem: String? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let endpoints = staff.endpoints
        let found = try await endpoints.deliveries(of: id, after: staff.after, limit: deliveriesPerPage)
        let content = EndpointContent(
            endpoint: found.endpoint, held: try await endpoints.held(for: found.endpoint),
            deliveries: found.page.entries.map { (endpoints.deliveryID(of: $0.entry.id, of: found.endpoint), $0) },
            next: found.page.next, secret: secret, problem: problem)
        return .page(staff.pages.endpoint(content, for: staff.viewer), status: status)
    }

    @Sendable private static func delivery(_ staff: StaffRequest) async throws -> Response {
        let found = try await staff.endpoints.delivery(staff.delivery, of: staff.id)
        return .page(staff.pages.delivery(found.logged, named: staff.delivery, of: found.endpoint, for: staff.viewer))
    }

    /// The secret is part of this answer, because an address to redirect to would stay in the browser's history.
    @Sendable private static func create(_ staff: StaffRequest) async throws -> Response {
        let form = try await staff.request.form(EndpointForm.self, bytesMax: formBytesMax)
        do {
            let created = try await staff.endpoints.create([
                "url": .string(form.url ?? ""),
                "events": form.isForAllEvents ? ["*"] : .array((form.events ?? []).map { .string($0) }),
                "description": JSONValue(form.description?.nonEmpty),
            ])
            return try await page(of: staff.endpoints.id(of: created.endpoint), staff, secret: created.secret)
        } catch let failure as EndpointFailure {
            var content = try await listContent(staff)
            content.problem = sentence(failure)
            content.form = form
            return .page(staff.pages.endpoints(content, for: staff.viewer), status: .unprocessableContent)
        }
    }

    private struct EnableForm: Decodable { let catch_up: String? }

    @Sendable private static func enable(_ staff: StaffRequest) async throws {
        let form = try await staff.request.form(EnableForm.self, bytesMax: formBytesMax)
        _ = try await staff.endpoints.enable(staff.id, catchesUp: form.catch_up?.isEmpty == false)
    }

    @Sendable private static func rotateSecret(_ staff: StaffRequest) async throws -> Response {
        let overlap = Duration.seconds(WebhooksAPI.overlapHoursDefault * 3_600)
        let rotated = try await staff.endpoints.rotate(staff.id, overlap: overlap)
        return try await page(of: staff.id, staff, secret: rotated.secret)
    }
}
