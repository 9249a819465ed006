import Storage
import Webhooks

extension LawfficientService {
    func consultations(_ parameters: [String: String]) async throws -> JSONValue {
        let page = try CursorPage(parameters)
        var filter = RowFilter()
        filter.add("attorney_id =", SQLValue.filter(parameters["attorney"]?.lowercased()))
        filter.add("lead_id =", SQLValue.filter(parameters["lead"]?.lowercased()))
        filter.add("status =", SQLValue.filter(parameters["status"]))
        filter.add("is_archived =", SQLValue(parameters["archived"] == "true"))
        filter.add("number <", page.before.map { .integer($0) })
        let rows = try await intake.store.read { [filter] in
            try Consultations.list(filter, limit: page.limit + 1, in: $0)
        }
        return page.document(rows, number: \.number, json: \.json)
    }

    func showConsultation(_ id: String) async throws -> JSONValue {
        let found = try await intake.store.read { try Consultations.find(id.lowercased(), in: $0) }
        guard let found else { throw LawfficientFailure.noConsultation }
        return found.json
    }

    func book(_ call: LawfficientCall) async throws -> JSONValue {
        let booking = try BookingRequest(BodyReader(body: call.body))
        let request = try IdempotentRequest(call.idempotencyKey, of: call.keyID, "book a consultation", call.body)
        return try await intake.change { change in try change.idempotent(request) { try change.book(booking).json } }
    }

    func changeConsultation(_ id: String, _ patch: ConsultationPatch) async throws -> JSONValue {
        try await intake.change { change in
            let found = try change.openConsultation(id)
            return switch patch {
            case .reschedule(let request): try change.reschedule(found, request).json
            case .cancel: try change.cancel(found).json
            }
        }
    }
}
