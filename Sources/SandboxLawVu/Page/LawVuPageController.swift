import Hummingbird
import Matters
import SandboxKit
import Storage
import Webhooks

/// The pages of LawVu. Their visitor acts as the administrator, who sees and changes everything.
struct LawVuPageController: Sendable {
    static let path = "/lawvu"

    let world: LawVuWorld
    let answers: PageResponses

    /// The list of all matters or all contracts.
    static func address(of kind: MatterOrContract.Kind) -> String { path + (kind == .matter ? "" : "?kind=contract") }
    static func address(of item: MatterOrContract) -> String { "\(path)/\(item.kind.rawValue)s/\(item.id)" }

    func addRoutes(to router: RouterGroup<SandboxContext>) {
        let pages = router.group("lawvu")
        pages.get { request, _ in try await list(LawVuSearch(request.parameters), refusal: nil) }
        pages.get("live") { request, _ in try await live(about: request.parameters["about"]) }
        for kind: MatterOrContract.Kind in [.matter, .contract] {
            let one = pages.group(RouterPath(kind.rawValue + "s"))
            one.get(":id") { request, context in
                let done = LawVuFormHandler.named(request.parameters["done"] ?? "", of: kind)?.message ?? ""
                return try await answers.mappingErrors {
                    try await page(kind, Self.id(context), done: done, refusal: nil)
                }
            }
            one.post("open") { request, _ in try await answers.mappingErrors { try await open(kind, request) } }
            one.post(":id/:form") { request, context in
                let form = try context.parameters.require("form")
                return try await answers.mappingErrors { try await submit(form, request, on: kind, Self.id(context)) }
            }
        }
    }

    private func list(_ search: LawVuSearch, refusal: FormRefusal?) async throws -> Response {
        let model = try await world.query(as: LawVuSetUp.counsel) {
            try LawVuListPageQuery(query: $0, search: search, refusal: refusal).model()
        }
        return answers.page("lawvu-list", model, status: refusal == nil ? 200 : 400)
    }

    private func live(about key: String?) async throws -> Response {
        let model = try await world.query(as: LawVuSetUp.counsel) {
            try LawVuDeliveriesQuery(query: $0).model(key: key)
        }
        return answers.page("notice-list", model)
    }

    private func page(
        _ kind: MatterOrContract.Kind, _ id: Int64, done: String = "", refusal: FormRefusal?
    ) async throws -> Response {
        let model = try await world.query(as: LawVuSetUp.counsel) { query in
            let item = try query.item(kind, id)
            return try MatterOrContractPageQuery(query: query, item: item, refusal: refusal).model(done: done)
        }
        return answers.page("card-page", model, status: refusal == nil ? 200 : 400)
    }

    private func open(_ kind: MatterOrContract.Kind, _ request: Request) async throws -> Response {
        let form = try await form(request)
        let json: JSONValue = [
            "name": .string(form.values["name"]), "typeId": Int64(form.values["type"]).map { .integer($0) } ?? .null,
        ]
        return try await FormRefusal.catching("open", form.values) {
            let opened = try await world.change(by: LawVuSetUp.counsel) { change in
                try change.open(kind, try MatterOrContractEdit(json, of: kind, isNew: true, change.directory))
            }
            return PageResponses.redirect(to: Self.address(of: opened))
        } shown: {
            try await list(LawVuSearch(["kind": kind.rawValue]), refusal: $0)
        }
    }

    /// Performs a form and redirects to the page of its item, so that reloading the page does not submit it again.
    private func submit(
        _ name: String, _ request: Request, on kind: MatterOrContract.Kind, _ id: Int64
    ) async throws -> Response {
        guard let handler = LawVuFormHandler.named(name, of: kind) else {
            throw RequestFailure.notFound("There is no such form.")
        }
        let form = try await form(request)
        return try await FormRefusal.catching(name, form.values) {
            try await world.change(by: LawVuSetUp.counsel) { change in
                try handler.action(form, try change.query.item(kind, id), change)
            }
            return PageResponses.redirect(to: "\(Self.path)/\(kind.rawValue)s/\(id)?done=\(name)")
        } shown: {
            try await page(kind, id, refusal: $0)
        }
    }
}

extension LawVuPageController {
    private static func id(_ context: SandboxContext) throws -> Int64 {
        guard let id = context.parameters.get("id", as: Int64.self) else { throw LawVuProblem.notFound }
        return id
    }

    private func form(_ request: Request) async throws -> LawVuForm {
        guard request.headers[.contentType]?.lowercased().hasPrefix("multipart/") == true else {
            return LawVuForm(values: try await Submission(request))
        }
        let (upload, fields) = try await world.receive(request)
        return LawVuForm(values: Submission(fields), upload: upload)
    }
}

extension LawVuProblem: PageError {
    var pageFailure: RequestFailure? {
        let sentences = errors.sorted { $0.key < $1.key }.flatMap { name, hints in hints.map { "\(name): \($0)" } }
        guard sentences.isEmpty else { return .badRequest(sentences.joined(separator: " ")) }
        return status == 404 ? .notFound("There is no such matter or contract, or no such part of it.") : nil
    }
}
