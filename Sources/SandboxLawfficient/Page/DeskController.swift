import Hummingbird
import Matters
import SandboxKit
import Storage
import Webhooks

/// The pages on which a person plays the firm that uses Lawfficient: its leads, and its developer settings.
struct DeskController: Sendable {
    static let path = "/lawfficient"

    let intake: Intake
    let answers: PageResponses

    func addRoutes(to router: RouterGroup<SandboxContext>) {
        let desk = router.group("lawfficient")
        desk.get { request, _ in try await leads(request, refusal: nil) }
        desk.get("live") { request, _ in try await live(request) }
        desk.get("leads/:id") { request, context in
            try await answering {
                try await lead(try context.parameters.require("id"), done: Self.done(request), refusal: nil)
            }
        }
        desk.post("leads/make") { request, _ in try await answering { try await makeLead(request) } }
        desk.post("leads/:id/:deed") { request, context in
            let (id, deed) = (try context.parameters.require("id"), try context.parameters.require("deed"))
            return try await answering { try await act(request, on: id, deed) }
        }
        addSettings(to: desk)
    }

    private func leads(_ request: Request, refusal: FormRefusal?) async throws -> Response {
        let (search, now) = (LeadSearch(request.parameters), intake.clock())
        let model = try await intake.store.read {
            try LeadListQuery(reading: $0, search: search, refusal: refusal).model(now: now)
        }
        return answers.page("lead-list", model, status: refusal == nil ? 200 : 400)
    }

    private func live(_ request: Request) async throws -> Response {
        let lead = request.parameters["lead"]
        let model = try await intake.store.read { try DeskLiveQuery(reading: $0).model(ofLead: lead) }
        return answers.page("notice-list-live", model)
    }

    private func lead(_ id: String, done: String, refusal: FormRefusal?) async throws -> Response {
        let said = DeskDeed<Lead>.named(done)?.message ?? PlainDeed.named(done)?.done ?? ""
        let model = try await intake.store.read { try LeadPageQuery(id, refusal: refusal, in: $0)?.model(done: said) }
        guard let model else { throw RequestFailure.notFound("There is no such lead.") }
        return answers.page("card-page", model, status: refusal == nil ? 200 : 400)
    }

    private func makeLead(_ request: Request) async throws -> Response {
        let form = try await Self.form(of: request)
        return try await refusing(PlainDeed.makeLead.name, form) {
            let lead = try await intake.change { try $0.makeLead(form) }
            return PageResponses.redirect(to: "\(Self.path)/leads/\(lead.id)?done=\(PlainDeed.makeLead.name)")
        } shown: {
            try await leads(request, refusal: $0)
        }
    }

    /// A form changes the lead and leads back to it, so that reloading repeats nothing.
    private func act(_ request: Request, on id: String, _ name: String) async throws -> Response {
        guard let deed = DeskDeed<Lead>.named(name) else { throw RequestFailure.notFound("There is no such form.") }
        let form = try await Self.form(of: request)
        return try await refusing(name, form) {
            try await intake.change { try deed.act(form, try $0.lead(id), $0) }
            return PageResponses.redirect(to: "\(Self.path)/leads/\(id.percentEncoded)?done=\(name)")
        } shown: {
            try await lead(id, done: "", refusal: $0)
        }
    }
}

extension DeskController {
    func answering(_ answer: () async throws -> Response) async throws -> Response {
        do { return try await answer() } catch let failure as RequestFailure { return answers.problem(failure) }
    }

    /// What cannot be done is said beside the form, with all that was typed.
    func refusing(
        _ deed: String, _ form: Submission, _ act: () async throws -> Response,
        shown: (FormRefusal) async throws -> Response
    ) async throws -> Response {
        let detail: String
        do {
            return try await act()
        } catch let failure as LawfficientFailure {
            guard failure.status != 404 else { throw RequestFailure.notFound(failure.message) }
            detail = failure.message
        } catch let failure as RequestFailure where failure.status == 400 {
            detail = failure.detail
        } catch let fault as SubscriptionFault {
            detail = fault.hint
        }
        return try await shown(FormRefusal(handler: deed, detail: detail, typed: form))
    }

    static func form(of request: Request) async throws -> Submission {
        Submission(form: try await request.bytes(upTo: Submission.formBytesMax))
    }

    static func done(_ request: Request) -> String { request.parameters["done"] ?? "" }
}
