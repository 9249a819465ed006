import Delivery
import HTTPTypes
import Hummingbird
import Matters
import Records
import Webhooks

/// `/webhooks`: the firm's endpoints, for its staff. To everybody else there is nothing here.
struct EndpointPages: Sendable {
    let viewers: ViewerResolver
    let library: PageLibrary
    let desk: @Sendable (Viewer) -> EndpointService
    let now: WallClock

    static let rowsMax = 100
    static let linesMax = 50
    static let formBytesMax = 16_384

    func addRoutes(to router: Router<PortalContext>) {
        let pages = router.group("webhooks")
        pages.get { try await page($0, $1) { try await list($0) } }
        pages.get(":id") { try await page($0, $1) { try await show($0) } }
        pages.get(":id/deliveries/:delivery") { try await page($0, $1) { try await delivery($0) } }
        pages.post { try await deed($0, $1) { try await create($0) } }
        pages.post(":id/:deed") { try await deed($0, $1) { try await change($0) } }
        pages.post(":id/deliveries/:delivery/resend") { try await deed($0, $1) { try await resend($0) } }
    }

    /// A look or a deed of a member of staff.
    struct Visit: Sendable {
        let request: Request
        let desk: EndpointService
        let pages: Pages
        let reader: PageViewer
        let id: String
        let deed: String
        let deliveryName: String
        let form: FormBody

        var path: String { "\(EndpointPath.list)/\(id)" }
        var after: String? { request.uri.queryParameters["after"].map(String.init) }
    }

    typealias Answer = @Sendable (Visit) async throws -> Response

    private func page(_ request: Request, _ context: PortalContext, _ answer: Answer) async throws -> Response {
        try await visit(request, context, FormBody(""), answer)
    }

    private func deed(_ request: Request, _ context: PortalContext, _ answer: Answer) async throws -> Response {
        guard request.isFromOwnPage else { return .problem(.forbidden, "do it on the portal's own page") }
        guard let form = try await FormBody(request, bytesMax: Self.formBytesMax) else {
            return .problem(.contentTooLarge, "send at most \(Self.formBytesMax) bytes")
        }
        return try await visit(request, context, form, answer)
    }

    private func visit(
        _ request: Request, _ context: PortalContext, _ form: FormBody, _ answer: Answer
    ) async throws -> Response {
        guard let person = try await viewers.session(request) else { return .seeOther("/sign-in") }
        let pages = try await library.pages(of: person.viewer.firmID)
        guard person.viewer.isStaff else { return .page(pages.notFound(), status: .notFound) }
        let parameters = context.parameters
        let reader = PageViewer(
            label: person.viewer.address.text, role: person.label, cursor: "", key: "", now: now(), isStaff: true)
        let visit = Visit(
            request: request, desk: desk(person.viewer), pages: pages, reader: reader,
            id: parameters.get("id") ?? "", deed: parameters.get("deed") ?? "",
            deliveryName: parameters.get("delivery") ?? "", form: form)
        do {
            return try await answer(visit)
        } catch EndpointFailure.unknown {
            return .page(pages.notFound(), status: .notFound)
        } catch let failure as EndpointFailure {
            return try await refuse(failure, visit)
        }
    }
}

extension EndpointPages {
    private func list(_ visit: Visit) async throws -> Response {
        .page(visit.pages.endpoints(try await listQuery(visit), for: visit.reader))
    }

    private func listQuery(_ visit: Visit) async throws -> EndpointListQuery {
        let page = try await visit.desk.list(after: visit.after, limit: Self.rowsMax)
        return EndpointListQuery(endpoints: page.entries, next: page.next)
    }

    /// The page on which it was tried, with what was typed and what to do instead.
    private func refuse(_ failure: EndpointFailure, _ visit: Visit) async throws -> Response {
        guard !visit.id.isEmpty else {
            var query = try await listQuery(visit)
            (query.problem, query.typed) = (Self.words(failure), visit.form)
            return .page(visit.pages.endpoints(query, for: visit.reader), status: .unprocessableContent)
        }
        return try await show(visit, problem: Self.words(failure), status: .conflict)
    }

    /// A page has no names of fields, and its sentences begin large.
    private static func words(_ failure: EndpointFailure) -> String {
        if case .invalid(let fault) = failure { return fault.hint }
        return failure.hint.prefix(1).uppercased() + failure.hint.dropFirst() + "."
    }

    private func show(
        _ visit: Visit, id: String? = nil, secret: String? = nil, problem: String? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let desk = visit.desk
        let found = try await desk.deliveries(of: id ?? visit.id, after: visit.after, limit: Self.linesMax)
        let query = EndpointQuery(
            endpoint: found.endpoint, held: try await desk.held(for: found.endpoint),
            deliveries: found.page.entries.map {
                (desk.deliveryID(of: $0.entry.id, of: found.endpoint), $0)
            }, next: found.page.next, secret: secret, problem: problem)
        return .page(visit.pages.endpoint(query, for: visit.reader), status: status)
    }

    private func delivery(_ visit: Visit) async throws -> Response {
        let found = try await visit.desk.delivery(visit.deliveryName, of: visit.id)
        let query = DeliveryQuery(endpoint: found.endpoint, name: visit.deliveryName, logged: found.logged)
        return .page(visit.pages.delivery(query, for: visit.reader))
    }
}

extension EndpointPages {
    /// The secret is on the page that answers, for an address would keep it.
    private func create(_ visit: Visit) async throws -> Response {
        let chosen = visit.form.all("event")
        let isAll = chosen.isEmpty || chosen.contains(Subscriptions.allEvents)
        let made = try await visit.desk.create([
            "url": .string(visit.form["url"]),
            "events": isAll ? ["*"] : .array(chosen.map { .string($0) }),
            "description": JSONValue(visit.form["description"].nonEmpty),
        ])
        return try await show(visit, id: visit.desk.id(of: made.endpoint), secret: made.secret)
    }

    private func change(_ visit: Visit) async throws -> Response {
        switch visit.deed {
        case "disable": _ = try await visit.desk.disable(visit.id)
        case "enable":
            _ = try await visit.desk.enable(visit.id, catchesUp: !visit.form["catch_up"].isEmpty)
        case "test": _ = try await visit.desk.test(visit.id)
        case "rotate":
            let overlap = Duration.seconds(WebhooksAPI.overlapHoursDefault * 3_600)
            return try await show(visit, secret: try await visit.desk.rotate(visit.id, overlap: overlap).secret)
        case "delete":
            try await visit.desk.delete(visit.id)
            return .seeOther(EndpointPath.list)
        default: throw EndpointFailure.unknown
        }
        return .seeOther(visit.path)
    }

    private func resend(_ visit: Visit) async throws -> Response {
        try await visit.desk.resend(visit.deliveryName, of: visit.id)
        return .seeOther(visit.path)
    }
}
