import Matters
import Records
import SandboxKit
import Storage
import Webhooks

/// Reads one endpoint's page: its events, its settings, and its deliveries with all attempts.
struct EndpointPageQuery {
    static let deliveryRowsMax = 25
    /// How much of a response body is shown.
    static let responseCharactersMax = 80

    let reading: any Reading
    let endpoint: Subscription
    private let forms: FormBuilder<LawfficientForm>

    static func path(_ id: String) -> String { LawfficientPageController.path + "/endpoints/" + id.percentEncoded }

    /// Nil when the endpoint does not exist.
    init?(_ id: String, refusal: FormRefusal?, in reading: any Reading) throws {
        guard let endpoint = try Endpoints.find(id, in: reading) else { return nil }
        self.reading = reading
        self.endpoint = endpoint
        forms = FormBuilder(path: Self.path(String(endpoint.id)), refusal: refusal)
    }

    func model(done: String) throws -> CardPageModel<Never> {
        CardPageModel(
            DeliveryLabels.host(endpoint.targetURL),
            detail: "\(EndpointLabels.state(endpoint)) · triggered \(endpoint.triggeredCount)×",
            back: (SettingsQuery.path, "Developer access"), left: [try logCard()], right: [aboutCard(), deleteCard()],
            live: try .lawfficient(in: reading), done: done, refusal: forms.refusal)
    }

    private func aboutCard() -> CardModel {
        let isOff = endpoint.status == .disabled
        return CardModel(
            "endpoint", "The endpoint",
            facts: [
                .init("Events", EndpointLabels.events(endpoint)),
                .init("When it fails", endpoint.options.isDurable ? "tried again for a day" : "tried once"),
                .init("Since", LawfficientLabels.time(endpoint.createdAt)),
            ],
            forms: [
                forms.form(.test, "Send a test event"),
                isOff ? forms.form(.enable, "Enable", isPlain: true) : forms.form(.disable, "Disable", isPlain: true),
                endpoint.options.isDurable
                    ? forms.form(.makePlain, "Try each event once", isPlain: true)
                    : forms.form(.makeDurable, "Try again when it fails", isPlain: true),
            ])
    }

    private func deleteCard() -> CardModel {
        CardModel(
            "delete-card", "Delete it",
            folds: [FoldModel("Delete the endpoint", forms.form(.delete, "Delete", [.tick("sure", "I am sure")]))])
    }

    private func logCard() throws -> CardModel {
        let log = try Deliveries.log(of: endpoint.id, firmID: SandboxFirm.id, limit: Self.deliveryRowsMax, in: reading)
        return CardModel(
            "log", "Deliveries", hint: log.isEmpty ? "Nothing was sent yet." : "Newest first, with all attempts.",
            rows: try log.map(row))
    }

    private func row(_ entry: DeliveryLogEntry) throws -> RowModel {
        let attempts = try Deliveries.attempts(of: entry.id, firmID: SandboxFirm.id, in: reading)
        let outcomes = attempts.map { attempt in
            "\(LawfficientLabels.clock(attempt.startedAt.milliseconds)) \(DeliveryLabels.reason(attempt.result.name))"
                + " in \(attempt.milliseconds) ms" + Self.responseText(attempt.answer)
        }
        let subject = entry.resourceType + " " + entry.resourceID
        let resend = forms.form(
            .resend, record: String(entry.id), "Resend", about: "\(entry.eventType) of \(subject)", isPlain: true)
        return RowModel(
            entry.eventType, detail: ([subject] + outcomes).joined(separator: " · "),
            tag: DeliveryLabels.label(entry.state, attempts: entry.attempts, failure: entry.failure),
            tone: DeliveryLabels.tone(entry.state), quick: entry.finishedAt == nil ? [] : [resend])
    }

    /// The beginning of the receiver's response body.
    private static func responseText(_ answer: [UInt8]) -> String {
        let text = String(decoding: answer, as: UTF8.self).trimmed.prefix(responseCharactersMax)
        return text.isEmpty ? "" : ": " + text
    }
}
