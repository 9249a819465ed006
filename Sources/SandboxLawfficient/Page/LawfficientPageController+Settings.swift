import Hummingbird
import Records
import SandboxKit
import Storage
import Webhooks

/// The developer settings: endpoints and API keys, for which the vendor has no API.
extension LawfficientPageController {
    func addSettings(to pages: RouterGroup<SandboxContext>) {
        pages.get("settings") { request, _ in
            try await settings(done: StandaloneForm.named(Self.done(request))?.done ?? "")
        }
        // The response to a form is shown under this URL; reloading it redirects instead of submitting the form again.
        pages.get("settings/:form") { _, _ in PageResponses.redirect(to: SettingsQuery.path) }
        pages.get("endpoints/:id") { request, context in
            try await mapErrors {
                try await endpoint(try context.parameters.require("id"), done: Self.done(request), refusal: nil)
            }
        }
        pages.post("settings/:form") { request, context in
            let form = try context.parameters.require("form")
            return try await mapErrors { try await submit(form, request) }
        }
        pages.post("endpoints/:id/:form") { request, context in
            let id = try context.parameters.require("id")
            let form = try context.parameters.require("form")
            return try await mapErrors { try await submit(form, request, onEndpoint: id) }
        }
    }

    private func settings(
        done: String, refusal: FormRefusal? = nil, secret: SecretModel? = nil
    ) async throws -> Response {
        let model = try await intake.store.read {
            try SettingsQuery(reading: $0, refusal: refusal).model(done: done, secret: secret)
        }
        return answers.page("card-page", model, status: refusal == nil ? 200 : 400)
    }

    private func endpoint(_ id: String, done: String, refusal: FormRefusal?) async throws -> Response {
        let message = LawfficientFormHandler<Subscription>.named(done)?.message ?? ""
        let model = try await intake.store.read {
            try EndpointPageQuery(id, refusal: refusal, in: $0)?.model(done: message)
        }
        guard let model else { throw RequestFailure.notFound("There is no such endpoint.") }
        return answers.page("card-page", model, status: refusal == nil ? 200 : 400)
    }

    private func submit(_ name: String, _ request: Request) async throws -> Response {
        let form = try await Self.form(of: request)
        return try await showingRefusal(of: name, form) {
            switch name {
            case StandaloneForm.makeEndpoint.name: try await makeEndpoint(form)
            case StandaloneForm.makeKey.name: try await makeKey(form)
            case StandaloneForm.disableKey.name: try await toggleKey(form, .disableKey)
            case StandaloneForm.enableKey.name: try await toggleKey(form, .enableKey)
            default: throw RequestFailure.notFound("There is no such form.")
            }
        } shown: {
            try await settings(done: "", refusal: $0)
        }
    }

    /// Attack: a secret leaks by browser history or a shared URL. It is only in the response to the form itself, which a reload
    /// does not show again.
    private func makeEndpoint(_ form: Submission) async throws -> Response {
        let names = form["all"] == "T" ? [Subscriptions.allEvents] : form.ticked(LawfficientEvent.allCases)
        let request = try LawfficientEndpoint(
            ["url": .string(form["url"]), "events": .array(names.map { .string($0) })], isPrivateAddress: nil)
        let isDurable = form["durable"] == "T"
        let secret = try await intake.change { try $0.createEndpoint(request, isDurable: isDurable).secret.text }
        return try await settings(
            done: StandaloneForm.makeEndpoint.done, secret: .init(of: "The endpoint’s signing secret", secret))
    }

    private func makeKey(_ form: Submission) async throws -> Response {
        let name = try form.required("name", "The name")
        let scopes = form.ticked(APIScope.allCases).compactMap { APIScope(rawValue: $0) }
        guard !scopes.isEmpty else { throw RequestFailure.badRequest("Tick at least one scope.") }
        let secret = try await intake.change { try $0.createKey(name: name, scopes: scopes).secret }
        return try await settings(done: StandaloneForm.makeKey.done, secret: .init(of: "The API key", secret))
    }

    private func toggleKey(_ form: Submission, _ handler: StandaloneForm) async throws -> Response {
        let isDisabled = handler.name == StandaloneForm.disableKey.name
        let isFound = try await intake.change {
            try APIKeys.setDisabled(isDisabled, form.record, in: $0.transaction)
        }
        guard isFound else { throw RequestFailure.notFound("There is no such key.") }
        return PageResponses.redirect(to: SettingsQuery.path + "?done=" + handler.name)
    }

    private func submit(_ name: String, _ request: Request, onEndpoint id: String) async throws -> Response {
        guard let handler = LawfficientFormHandler<Subscription>.named(name) else {
            throw RequestFailure.notFound("There is no such form.")
        }
        let form = try await Self.form(of: request)
        return try await showingRefusal(of: name, form) {
            try await intake.change { try handler.action(form, try $0.endpoint(id), $0) }
            let page = name == "delete" ? SettingsQuery.path : "\(Self.path)/endpoints/\(id.percentEncoded)"
            return PageResponses.redirect(to: page + "?done=" + name)
        } shown: {
            try await endpoint(id, done: "", refusal: $0)
        }
    }
}

extension Submission {
    /// The names of the ticked checkboxes.
    fileprivate func ticked<Name: RawRepresentable<String>>(_ names: [Name]) -> [String] {
        names.map(\.rawValue).filter { self[$0] == "T" }
    }
}

extension SecretModel {
    fileprivate init(of title: String, _ secret: String) {
        self.init(title: title, text: secret, hint: "Copy it now: it is not shown again.")
    }
}
