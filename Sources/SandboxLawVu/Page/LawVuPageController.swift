import Hummingbird
import Matters
import SandboxKit
import Storage
import Webhooks

/// The pages on which a person plays the legal team: they see all, and change it as the administrator.
struct LawVuPageController: Sendable {
    static let path = "/lawvu"

    let world: LawVuWorld
    let uploads: Uploads
    let answers: PageResponses

    static func address(of dossier: Dossier) -> String { "\(path)/\(dossier.kind.rawValue)s/\(dossier.id)" }

    func addRoutes(to router: RouterGroup<SandboxContext>) {
        let pages = router.group("lawvu")
        pages.get { request, _ in try await list(DossierSearch(request.parameters), refusal: nil) }
        pages.get("live") { request, _ in try await live(about: request.parameters["about"]) }
        for kind: Dossier.Kind in [.matter, .contract] {
            let one = pages.group(RouterPath(kind.rawValue + "s"))
            one.get(":id") { request, context in
                let id = try context.parameters.require("id")
                let done = LawVuDeed.named(request.parameters["done"] ?? "", of: kind)?.message ?? ""
                return try await answering { try await page(kind, id, done: done, refusal: nil) }
            }
            one.post("open") { request, _ in try await answering { try await open(kind, request) } }
            one.post(":id/:deed") { request, context in
                let (id, deed) = (try context.parameters.require("id"), try context.parameters.require("deed"))
                return try await answering { try await act(request, on: kind, id, deed) }
            }
        }
    }

    private func list(_ search: DossierSearch, refusal: FormRefusal?) async throws -> Response {
        let model = try await world.look(as: LawVuSetUp.counsel) {
            try DossierListQuery(look: $0, search: search, refusal: refusal).model()
        }
        return answers.page("lawvu", model, status: refusal == nil ? 200 : 400)
    }

    private func live(about key: String?) async throws -> Response {
        let model = try await world.look(as: LawVuSetUp.counsel) { try LawVuLiveQuery(look: $0).model(key: key) }
        return answers.page("notice-list-live", model)
    }

    private func page(_ kind: Dossier.Kind, _ id: String, done: String, refusal: FormRefusal?) async throws -> Response
    {
        let number = try Self.number(id)
        let model = try await world.look(as: LawVuSetUp.counsel) { look in
            try DossierPageQuery(try look.dossier(kind, number), refusal: refusal, look).model(done: done)
        }
        return answers.page("card-page", model, status: refusal == nil ? 200 : 400)
    }

    private func open(_ kind: Dossier.Kind, _ request: Request) async throws -> Response {
        let form = try await form(request)
        let wish: JSONValue = [
            "name": .string(form.values["name"]), "typeId": Int64(form.values["type"]).map { .integer($0) } ?? .null,
        ]
        return try await refusing("open", form) {
            let made = try await world.change(by: LawVuSetUp.counsel) { change in
                try change.open(kind, try DossierEdit(wish, of: kind, isNew: true, change.directory))
            }
            return PageResponses.redirect(to: Self.address(of: made))
        } shown: {
            try await list(DossierSearch(["kind": kind.rawValue]), refusal: $0)
        }
    }

    /// A form changes the matter or contract and leads back to it, so that reloading repeats nothing.
    private func act(
        _ request: Request, on kind: Dossier.Kind, _ id: String, _ name: String
    ) async throws -> Response {
        let number = try Self.number(id)
        guard let deed = LawVuDeed.named(name, of: kind) else {
            throw RequestFailure.notFound("There is no such form.")
        }
        let form = try await form(request)
        return try await refusing(name, form) {
            try await world.change(by: LawVuSetUp.counsel) { change in
                try deed.act(form, try change.look.dossier(kind, number), change)
            }
            return PageResponses.redirect(to: "\(Self.path)/\(kind.rawValue)s/\(number)?done=\(name)")
        } shown: {
            try await page(kind, id, done: "", refusal: $0)
        }
    }
}

extension LawVuPageController {
    private static func number(_ id: String) throws -> Int64 {
        guard let number = Int64(id) else { throw LawVuProblem.notFound }
        return number
    }

    private func form(_ request: Request) async throws -> LawVuForm {
        guard request.headers[.contentType]?.lowercased().hasPrefix("multipart/") == true else {
            let bytes = try await request.bytes(upTo: Submission.formBytesMax)
            return LawVuForm(values: Submission(form: bytes))
        }
        let form = try await uploads.whole(request, bytesMax: FileHandler.fileBytesMax)
        return LawVuForm(values: Submission(form.fields), upload: try await uploads.taken(form))
    }

    /// What cannot be done is said beside the form, with all that was typed.
    private func refusing(
        _ deed: String, _ form: LawVuForm, _ act: () async throws -> Response,
        shown: (FormRefusal) async throws -> Response
    ) async throws -> Response {
        let detail: String
        do { return try await act() } catch let problem as LawVuProblem where !problem.errors.isEmpty {
            detail = problem.sentence
        } catch let failure as RequestFailure where failure.status == 400 {
            detail = failure.detail
        }
        return try await shown(FormRefusal(handler: deed, detail: detail, typed: form.values))
    }

    private func answering(_ answer: () async throws -> Response) async throws -> Response {
        do { return try await answer() } catch let failure as RequestFailure {
            return answers.problem(failure)
        } catch let problem as LawVuProblem where problem.status == 404 {
            return answers.problem(
                RequestFailure.notFound("There is no such matter or contract, or no such part of it."))
        }
    }
}

extension LawVuProblem {
    /// For a person: what is wrong with each thing that was filled in.
    var sentence: String {
        errors.sorted { $0.key < $1.key }.flatMap { name, mends in mends.map { "\(name): \($0)" } }
            .joined(separator: " ")
    }
}
