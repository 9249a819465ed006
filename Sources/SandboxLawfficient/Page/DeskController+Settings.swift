import Hummingbird
import Records
import SandboxKit
import Storage
import Webhooks

/// The developer settings: endpoints and keys, which the vendor's interface knows nothing of.
extension DeskController {
    func addSettings(to desk: RouterGroup<SandboxContext>) {
        desk.get("settings") { request, _ in
            try await settings(done: PlainDeed.named(Self.done(request))?.done ?? "")
        }
        // Where the answer to a form stands; whoever comes back to it is led on, and the form is not sent again.
        desk.get("settings/:deed") { _, _ in PageResponses.redirect(to: SettingsQuery.path) }
        desk.get("endpoints/:id") { request, context in
            try await answering {
                try await endpoint(try context.parameters.require("id"), done: Self.done(request), refusal: nil)
            }
        }
        desk.post("settings/:deed") { request, context in
            let deed = try context.parameters.require("deed")
            return try await answering { try await act(request, deed) }
        }
        desk.post("endpoints/:id/:deed") { request, context in
            let (id, deed) = (try context.parameters.require("id"), try context.parameters.require("deed"))
            return try await answering { try await act(request, onEndpoint: id, deed) }
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
        let said = DeskDeed<Subscription>.named(done)?.message ?? ""
        let model = try await intake.store.read {
            try EndpointPageQuery(id, refusal: refusal, in: $0)?.model(done: said)
        }
        guard let model else { throw RequestFailure.notFound("There is no such endpoint.") }
        return answers.page("card-page", model, status: refusal == nil ? 200 : 400)
    }

    private func act(_ request: Request, _ name: String) async throws -> Response {
        let form = try await Self.form(of: request)
        return try await refusing(name, form) {
            switch name {
            case PlainDeed.makeEndpoint.name: try await makeEndpoint(form)
            case PlainDeed.makeKey.name: try await makeKey(form)
            case PlainDeed.disableKey.name: try await switchKey(form, .disableKey)
            case PlainDeed.enableKey.name: try await switchKey(form, .enableKey)
            default: throw RequestFailure.notFound("There is no such form.")
            }
        } shown: {
            try await settings(done: "", refusal: $0)
        }
    }

    /// A secret is in the answer to the form itself and in no address: whoever reloads does not see it again.
    private func makeEndpoint(_ form: Submission) async throws -> Response {
        let names = form["all"] == "T" ? [Subscriptions.allEvents] : form.ticked(LawfficientEvent.allCases)
        let wish = try LawfficientEndpoint(
            ["url": .string(form["url"]), "events": .array(names.map { .string($0) })])
        let isDurable = form["durable"] == "T"
        let secret = try await intake.change { try $0.createEndpoint(wish, isDurable: isDurable).secret.text }
        return try await settings(
            done: PlainDeed.makeEndpoint.done, secret: .init(of: "The endpoint’s signing secret", secret))
    }

    private func makeKey(_ form: Submission) async throws -> Response {
        let name = try form.required("name", "The name")
        let scopes = form.ticked(APIScope.allCases).compactMap { APIScope(rawValue: $0) }
        guard !scopes.isEmpty else { throw RequestFailure.badRequest("Tick at least one scope.") }
        let secret = try await intake.change { try $0.createKey(name: name, scopes: scopes).secret }
        return try await settings(done: PlainDeed.makeKey.done, secret: .init(of: "The API key", secret))
    }

    private func switchKey(_ form: Submission, _ deed: PlainDeed) async throws -> Response {
        let isDisabled = deed.name == PlainDeed.disableKey.name
        let isFound = try await intake.change {
            try APIKeys.setDisabled(isDisabled, form.record, in: $0.transaction)
        }
        guard isFound else { throw RequestFailure.notFound("There is no such key.") }
        return PageResponses.redirect(to: SettingsQuery.path + "?done=" + deed.name)
    }

    private func act(_ request: Request, onEndpoint id: String, _ name: String) async throws -> Response {
        guard let deed = DeskDeed<Subscription>.named(name) else {
            throw RequestFailure.notFound("There is no such form.")
        }
        let form = try await Self.form(of: request)
        return try await refusing(name, form) {
            try await intake.change { try deed.act(form, try $0.endpoint(id), $0) }
            let page = name == "delete" ? SettingsQuery.path : "\(Self.path)/endpoints/\(id.percentEncoded)"
            return PageResponses.redirect(to: page + "?done=" + name)
        } shown: {
            try await endpoint(id, done: "", refusal: $0)
        }
    }
}

extension Submission {
    /// Which of the boxes that are named by these are ticked.
    fileprivate func ticked<Name: RawRepresentable<String>>(_ names: [Name]) -> [String] {
        names.map(\.rawValue).filter { self[$0] == "T" }
    }
}

extension SecretModel {
    fileprivate init(of what: String, _ secret: String) {
        self.init(title: what, text: secret, hint: "Copy it now: it is not shown again.")
    }
}
