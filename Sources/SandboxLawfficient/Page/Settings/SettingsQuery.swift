import Records
import SandboxKit
import Storage
import Webhooks

/// Reads the settings page: endpoints and keys.
struct SettingsQuery {
    static let path = DeskController.path + "/settings"
    let reading: any Reading
    let refusal: FormRefusal?
    private var forms: FormMaker<PlainDeed> { FormMaker(path: Self.path, refusal: refusal) }

    func model(done: String, secret: SecretModel? = nil) throws -> CardPageModel<Never> {
        CardPageModel(
            "Developer access",
            detail:
                "Where Lawfficient sends its events, and which keys open its interface. There is no interface for this.",
            back: (DeskController.path, "All leads"), left: [try endpointsCard()], right: [try keysCard()],
            live: try DeskLiveQuery(reading: reading).model(ofLead: nil), done: done, refusal: refusal,
            secret: secret)
    }

    private func endpointsCard() throws -> CardModel {
        let endpoints = try Endpoints.list(in: reading)
        let events = LawfficientEvent.allCases.map { FieldModel.tick($0.rawValue, $0.rawValue) }
        return CardModel(
            "endpoints", "Webhook endpoints",
            hint: endpoints.isEmpty ? "Nobody is told of anything yet." : "", rows: endpoints.map(row),
            folds: [
                FoldModel(
                    "Add an endpoint",
                    [
                        forms.form(
                            .makeEndpoint, "Add it",
                            [url, .tick("all", "All events, those of tomorrow too (*)", true)] + events
                                + [.tick("durable", "Try again when it fails (durable)")])
                    ])
            ])
    }

    private var url: FieldModel {
        var field = FieldModel.line("url", "URL", type: "url")
        field.max = LawfficientEndpoint.urlCharactersMax
        return field
    }

    private func row(_ endpoint: Subscription) -> RowModel {
        RowModel(
            NoticeWords.host(endpoint.targetURL),
            detail: EndpointWords.events(endpoint) + (endpoint.options.isDurable ? " · durable" : "")
                + " · told \(endpoint.triggeredCount)×",
            tag: EndpointWords.state(endpoint), tone: EndpointWords.tone(endpoint),
            href: EndpointPageQuery.path(endpoint.id))
    }

    private func keysCard() throws -> CardModel {
        let scopes = APIScope.allCases.map { FieldModel.tick($0.rawValue, $0.rawValue, $0 == .leadsRead) }
        return CardModel(
            "keys", "API keys", hint: "Each opens what its scopes say, 120 times a minute.",
            rows: try APIKeys.list(in: reading).map { key in
                let deed: PlainDeed = key.isDisabled ? .enableKey : .disableKey
                return RowModel(
                    key.name,
                    detail: "lak_…\(key.secret.suffix(4)) · " + key.scopes.map(\.rawValue).joined(separator: ", "),
                    tag: key.isDisabled ? "disabled" : "active", tone: key.isDisabled ? "bad" : "good",
                    quick: [
                        forms.form(
                            deed, record: key.id, key.isDisabled ? "Enable" : "Disable", about: "key " + key.name,
                            isPlain: true)
                    ])
            },
            folds: [
                FoldModel("Make a key", [forms.form(.makeKey, "Make it", [.line("name", "Name")] + scopes)])
            ])
    }
}

/// What an endpoint asks for, and how it is doing.
enum EndpointWords {
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
