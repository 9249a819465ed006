import Records
import SandboxKit
import Storage
import Webhooks

/// Reads the settings page: webhook endpoints and API keys.
struct SettingsQuery {
    static let path = LawfficientPageController.path + "/settings"
    let reading: any Reading
    let refusal: FormRefusal?
    private var forms: FormBuilder<LawfficientForm> { FormBuilder(path: Self.path, refusal: refusal) }

    func model(done: String, secret: CardModel.Fact? = nil) throws -> CardPageModel<Never> {
        CardPageModel(
            "Developer access",
            detail: "Where Lawfficient sends its events, and the keys of its API. Both are managed on this page only.",
            back: (LawfficientPageController.path, "All leads"), left: [try endpointsCard()], right: [try keysCard()],
            live: try .lawfficient(in: reading), done: done, refusal: refusal, secret: secret)
    }

    private func endpointsCard() throws -> CardModel {
        let endpoints = try Endpoints.list(in: reading)
        var url = FieldModel.line("url", "URL", type: "url")
        url.max = LawfficientEndpoint.urlCharactersMax
        let all = FieldModel.tick("all", "All events, those of tomorrow too (*)", true)
        let durable = FieldModel.tick("durable", "Try again when it fails (durable)")
        let events = LawfficientEvent.allCases.map { FieldModel.tick($0.rawValue, $0.rawValue) }
        return CardModel(
            "endpoints", "Webhook endpoints",
            hint: endpoints.isEmpty ? "No endpoint receives events yet." : "", rows: endpoints.map(row),
            folds: [FoldModel("Add an endpoint", forms.form(.makeEndpoint, "Add it", [url, all] + events + [durable]))])
    }

    private func row(_ endpoint: Subscription) -> RowModel {
        RowModel(
            DeliveryLabels.host(endpoint.targetURL),
            detail: EndpointLabels.events(endpoint) + (endpoint.options.isDurable ? " · durable" : "")
                + " · triggered \(endpoint.triggeredCount)×", tag: EndpointLabels.state(endpoint),
            tone: EndpointLabels.tone(endpoint), href: EndpointPageQuery.path(String(endpoint.id)))
    }

    private func keysCard() throws -> CardModel {
        let scopes = APIScope.allCases.map { FieldModel.tick($0.rawValue, $0.rawValue, $0 == .leadsRead) }
        return CardModel(
            "keys", "API keys", hint: "A key grants its scopes, for 120 requests a minute.",
            rows: try APIKeys.list(in: reading).map(row),
            folds: [FoldModel("Make a key", forms.form(.makeKey, "Make it", [.line("name", "Name")] + scopes))])
    }

    private func row(_ key: APIKey) -> RowModel {
        let toggle = forms.form(
            key.isDisabled ? .enableKey : .disableKey, record: key.id, key.isDisabled ? "Enable" : "Disable",
            about: "key " + key.name, isPlain: true)
        return RowModel(
            key.name, detail: "lak_…\(key.secret.suffix(4)) · " + key.scopes.map(\.rawValue).joined(separator: ", "),
            tag: key.isDisabled ? "disabled" : "active", tone: key.isDisabled ? "bad" : "good", quick: [toggle])
    }
}

/// Texts of an endpoint's events and state.
enum EndpointLabels {
    static func events(_ endpoint: Subscription) -> String {
        endpoint.events == [Subscriptions.allEvents] ? "all events" : endpoint.events.joined(separator: ", ")
    }

    static func state(_ endpoint: Subscription) -> String {
        switch endpoint.status {
        case .active: endpoint.failingSince == nil ? "active" : "failing"
        case .catchingUp: "catching up"
        case .disabled: "disabled"
        case .deleted: "deleted"
        }
    }

    static func tone(_ endpoint: Subscription) -> String {
        endpoint.status == .active && endpoint.failingSince == nil
            ? "good" : endpoint.status == .catchingUp ? "waiting" : "bad"
    }
}
