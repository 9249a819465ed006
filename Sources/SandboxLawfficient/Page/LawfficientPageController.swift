import Hummingbird
import Matters
import SandboxKit
import Storage
import Webhooks

/// The pages of Lawfficient: the firm's leads and its developer settings.
struct LawfficientPageController: Sendable {
    static let path = "/lawfficient"

    let intake: Intake
    let answers: PageResponses

    func addRoutes(to router: RouterGroup<SandboxContext>) {
        let pages = router.group("lawfficient")
        pages.get { request, _ in try await leads(request, refusal: nil) }
        pages.get("live") { request, _ in try await live(request) }
        pages.get("leads/:id") { request, context in
            try await mapErrors {
                try await lead(try context.parameters.require("id"), done: Self.done(request), refusal: nil)
            }
        }
        pages.post("leads/make") { request, _ in try await mapErrors { try await makeLead(request) } }
        pages.post("leads/:id/:form") { request, context in
            let id = try context.parameters.require("id")
            let form = try context.parameters.require("form")
            return try await mapErrors { try await submit(form, request, on: id) }
        }
        addSettings(to: pages)
    }

    private func leads(_ request: Request, refusal: FormRefusal?) async throws -> Response {
        let search = LeadSearch(request.parameters)
        let now = intake.clock()
        let model = try await intake.store.read {
            try LeadListQuery(reading: $0, search: search, refusal: refusal).model(now: now)
        }
        return answers.page("lead-list", model, status: refusal == nil ? 200 : 400)
    }

    private func live(_ request: Request) async throws -> Response {
        let lead = request.parameters["lead"]
        let model = try await intake.store.read { try LawfficientDeliveriesQuery(reading: $0).model(ofLead: lead) }
        return answers.page("notice-list-live", model)
    }

    private func lead(_ id: String, done: String, refusal: FormRefusal?) async throws -> Response {
        let message = LawfficientFormHandler<Lead>.named(done)?.message ?? StandaloneForm.named(done)?.done ?? ""
        let model = try await intake.store.read {
            try LeadPageQuery(id, refusal: refusal, in: $0)?.model(done: message)
        }
        guard let model else { throw RequestFailure.notFound("There is no such lead.") }
        return answers.page("card-page", model, status: refusal == nil ? 200 : 400)
    }

    private func makeLead(_ request: Request) async throws -> Response {
        let form = try await Self.form(of: request)
        return try await showingRefusal(of: StandaloneForm.makeLead.name, form) {
            let lead = try await intake.change { try $0.makeLead(form) }
            return PageResponses.redirect(to: "\(Self.path)/leads/\(lead.id)?done=\(StandaloneForm.makeLead.name)")
        } shown: {
            try await leads(request, refusal: $0)
        }
    }

    /// Performs a form and redirects to its lead, so that reloading the page does not submit it again.
    private func submit(_ name: String, _ request: Request, on id: String) async throws -> Response {
        guard let handler = LawfficientFormHandler<Lead>.named(name) else {
            throw RequestFailure.notFound("There is no such form.")
        }
        let form = try await Self.form(of: request)
        return try await showingRefusal(of: name, form) {
            try await intake.change { try handler.action(form, try $0.lead(id), $0) }
            return PageResponses.redirect(to: "\(Self.path)/leads/\(id.percentEncoded)?done=\(name)")
        } shown: {
            try await lead(id, done: "", refusal: $0)
        }
    }
}

extension LawfficientPageController {
    func mapErrors(_ respond: () async throws -> Response) async throws -> Response {
        do { return try await respond() } catch let failure as RequestFailure { return answers.problem(failure) }
    }

    /// Shows a rejected form again with its error and the values that were entered.
    func showingRefusal(
        of handler: String, _ form: Submission, _ perform: () async throws -> Response,
        shown: (FormRefusal) async throws -> Response
    ) async throws -> Response {
        let detail: String
        do {
            return try await perform()
        } catch let failure as LawfficientFailure {
            guard failure.status != 404 else { throw RequestFailure.notFound(failure.message) }
            detail = failure.message
        } catch let failure as RequestFailure where failure.status == 400 {
            detail = failure.detail
        } catch let fault as SubscriptionFault {
            detail = fault.hint
        }
        return try await shown(FormRefusal(handler: handler, detail: detail, typed: form))
    }

    static func form(of request: Request) async throws -> Submission {
        Submission(form: try await request.bytes(upTo: Submission.formBytesMax))
    }

    static func done(_ request: Request) -> String { request.parameters["done"] ?? "" }
}
