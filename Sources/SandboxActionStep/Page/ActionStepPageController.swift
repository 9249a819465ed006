import Hummingbird
import SandboxKit
import Storage

/// The pages for acting as the firm's staff.
struct ActionStepPageController: Sendable {
    let world: ActionStepWorld
    let uploads: Uploads
    let player: BusyDayPlayer
    let answers: PageResponses

    func addRoutes(to router: RouterGroup<SandboxContext>) {
        router.get("/") { request, _ in try await front(request, refusal: nil) }
        router.get("live") { request, _ in try await live(request) }
        router.get("matters/:id") { request, context in
            let done = MatterFormHandler.confirmed(request.parameters["done"] ?? "")
            return try await matter(try context.parameters.require("id"), done: done, refusal: nil)
        }
        router.get("hooks/:id") { _, context in try await hook(try context.parameters.require("id")) }
        router.post("play") { request, _ in try await answers.mappingErrors { try await setPace(request) } }
        router.post("matters/open") { request, _ in try await answers.mappingErrors { try await open(request) } }
        router.post("matters/:id/:handler") { request, context in
            let (id, handler) = (try context.parameters.require("id"), try context.parameters.require("handler"))
            return try await answers.mappingErrors { try await handle(request, on: id, handler) }
        }
    }

    private func front(_ request: Request, refusal: FormRefusal?) async throws -> Response {
        let (parameters, play) = (request.parameters, player.status)
        let search = MatterSearch(parameters)
        let done = refusal == nil ? MatterFormHandler.confirmed(parameters["done"] ?? "") : nil
        let model = try await world.store.read {
            try FrontPageQuery(reading: $0, search: search, done: done, refusal: refusal, play: play).model()
        }
        return answers.page("front", model, status: refusal == nil ? 200 : 400)
    }

    private func matter(_ id: String, done: MatterFormHandler?, refusal: FormRefusal?) async throws -> Response {
        let play = player.status
        let model = try await world.store.read {
            try MatterPageQuery(id, refusal: refusal, play: play, in: $0)?.model(done: done)
        }
        guard let model else { return answers.problem(RequestFailure.notFound("There is no such matter.")) }
        return answers.page("matter", model, status: refusal == nil ? 200 : 400)
    }

    private func hook(_ id: String) async throws -> Response {
        let model = try await world.store.read { try HookPageQuery(reading: $0).model(id) }
        guard let model else { return answers.problem(RequestFailure.notFound("There is no such hook.")) }
        return answers.page("hook", model)
    }

    private func live(_ request: Request) async throws -> Response {
        let (matter, play) = (request.parameters["matter"], player.status)
        let model = try await world.store.read { reading in
            let query = NoticeQuery(reading: reading, play: play)
            return try matter.map { try query.live(ofMatter: $0) } ?? query.live()
        }
        return answers.page("live", model)
    }

    private func handle(_ request: Request, on id: String, _ name: String) async throws -> Response {
        guard let handler = MatterFormHandler.named(name) else {
            throw RequestFailure.notFound("There is no such form.")
        }
        return try await submit(request, to: handler) { form, change in
            try handler.action(form, try change.find(Catalogue.actions, id), change)
            return handler.name == MatterFormHandler.deleteMatter.name ? "/" : "/matters/" + id.percentEncoded
        } refused: {
            try await matter(id, done: nil, refusal: $0)
        }
    }

    private func open(_ request: Request) async throws -> Response {
        try await submit(request, to: .openMatter) { form, change in
            "/matters/" + (try MatterFormHandler.open(form, change).idText)
        } refused: {
            try await front(request, refusal: $0)
        }
    }

    /// Handles a form and redirects, so that reloading repeats nothing.
    /// - Parameters:
    ///   - change: returns the page to redirect to.
    ///   - refused: shows the form again with an error and the input.
    private func submit(
        _ request: Request, to handler: MatterFormHandler,
        change: @escaping @Sendable (Submission, ActionStepChange) throws -> String,
        refused: (FormRefusal) async throws -> Response
    ) async throws -> Response {
        try await FormRefusal.catching(handler.name, Submission()) {
            let form = try await submission(request)
            return try await FormRefusal.catching(handler.name, form) {
                let page = try await world.change { try change(form, $0) }
                return PageResponses.redirect(to: page + "?done=" + handler.name)
            } shown: {
                try await refused($0)
            }
        } shown: {
            try await refused($0)
        }
    }

    private func setPace(_ request: Request) async throws -> Response {
        let pace = try await submission(request)["pace"]
        guard pace == "stop" || BusyDayPace(rawValue: pace) != nil else {
            throw RequestFailure.badRequest("There is no such pace.")
        }
        player.setPace(BusyDayPace(rawValue: pace))
        return PageResponses.redirect(to: "/")
    }

    private func submission(_ request: Request) async throws -> Submission {
        guard request.headers[.contentType]?.lowercased().hasPrefix("multipart/") == true else {
            return try await Submission(request)
        }
        let form = try await uploads.receive(request)
        return Submission(form.fields.merging(form.file.map { ["file": $0] } ?? [:]) { _, file in file })
    }
}
