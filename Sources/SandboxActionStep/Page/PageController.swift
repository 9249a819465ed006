import Hummingbird
import SandboxKit
import Storage

/// The pages on which a person plays the firm's staff.
struct PageController: Sendable {
    let world: World
    let uploads: Uploads
    let player: BusyDayPlayer
    let answers: PageResponses

    func addRoutes(to router: RouterGroup<SandboxContext>) {
        router.get("/") { request, _ in try await front(request, refusal: nil) }
        router.get("live") { request, _ in try await live(request) }
        router.get("matters/:id") { request, context in
            let done = Deed.said(request.parameters["done"] ?? "")
            return try await matter(try context.parameters.require("id"), done: done, refusal: nil)
        }
        router.get("hooks/:id") { _, context in try await hook(try context.parameters.require("id")) }
        router.post("play") { request, _ in try await answering { try await play(request) } }
        router.post("matters/open") { request, _ in try await answering { try await open(request) } }
        router.post("matters/:id/:deed") { request, context in
            let (id, deed) = (try context.parameters.require("id"), try context.parameters.require("deed"))
            return try await answering { try await act(request, on: id, deed) }
        }
    }

    private func front(_ request: Request, refusal: FormRefusal?) async throws -> Response {
        let (parameters, play) = (request.parameters, player.status)
        let (search, done) = (MatterSearch(parameters), refusal == nil ? Deed.said(parameters["done"] ?? "") : nil)
        let model = try await world.store.read {
            try FrontQuery(reading: $0, search: search, done: done, refusal: refusal, play: play).model()
        }
        return answers.page("front", model, status: refusal == nil ? 200 : 400)
    }

    private func matter(_ id: String, done: Deed?, refusal: FormRefusal?) async throws -> Response {
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

    /// A form changes the world and leads back to its matter, so that reloading repeats nothing. What cannot be done
    /// is said beside the form, with all that was typed.
    private func act(_ request: Request, on id: String, _ name: String) async throws -> Response {
        guard let deed = Deed.named(name) else { throw RequestFailure.notFound("There is no such form.") }
        var typed = Submission()
        do {
            let form = try await submission(request)
            typed = form
            try await world.change { change in
                try deed.act(form, try change.find(Catalogue.actions, id), change)
            }
        } catch let failure as RequestFailure where failure.status == 400 {
            return try await matter(
                id, done: nil, refusal: FormRefusal(handler: deed.name, detail: failure.detail, typed: typed))
        }
        let page = deed.name == Deed.deleteMatter.name ? "/" : "/matters/" + id.percentEncoded
        return PageResponses.redirect(to: page + "?done=" + deed.name)
    }

    private func open(_ request: Request) async throws -> Response {
        let form = try await submission(request)
        do {
            let matter = try await world.change { try Deed.open(form, $0) }
            return PageResponses.redirect(to: "/matters/\(matter.idText)?done=\(Deed.openMatter.name)")
        } catch let failure as RequestFailure where failure.status == 400 {
            let refusal = FormRefusal(handler: Deed.openMatter.name, detail: failure.detail, typed: form)
            return try await front(request, refusal: refusal)
        }
    }

    private func play(_ request: Request) async throws -> Response {
        let wish = try await submission(request)["pace"]
        guard wish == "stop" || PlayPace(rawValue: wish) != nil else {
            throw RequestFailure.badRequest("There is no such pace.")
        }
        player.play(PlayPace(rawValue: wish))
        return PageResponses.redirect(to: "/")
    }

    private func answering(_ answer: () async throws -> Response) async throws -> Response {
        do { return try await answer() } catch let failure as RequestFailure { return answers.problem(failure) }
    }

    private func submission(_ request: Request) async throws -> Submission {
        guard request.headers[.contentType]?.lowercased().hasPrefix("multipart/") == true else {
            return Submission(form: try await request.bytes(upTo: Submission.formBytesMax))
        }
        let form = try await uploads.whole(request)
        return Submission(form.fields.merging(form.file.map { ["file": $0] } ?? [:]) { _, file in file })
    }
}
