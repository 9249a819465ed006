import Storage
import Webhooks

extension LawfficientCall {
    func consultations() async throws -> JSONValue {
        let page = try CursorPage(parameters)
        var filter = RowFilter()
        filter.add("attorney_id =", text: parameters["attorney"]?.lowercased())
        filter.add("lead_id =", text: parameters["lead"]?.lowercased())
        filter.add("status =", text: parameters["status"])
        filter.add("is_archived =", SQLValue(parameters["archived"] == "true"))
        filter.add("number <", page.before.map { .integer($0) })
        let rows = try await intake.store.read { [filter] in
            try Consultations.list(filter, limit: page.limit + 1, in: $0)
        }
        return page.document(rows, number: \.number, json: \.json)
    }

    func consultation() async throws -> JSONValue {
        let found = try await intake.store.read { try Consultations.find(id.lowercased(), in: $0) }
        guard let found else { throw LawfficientFailure.noConsultation }
        return found.json
    }

    func book() async throws -> JSONValue {
        let body = try await body()
        let booking = try BookingRequest(body)
        return try await once("book a consultation", body) { try $0.book(booking).json }
    }

    func changeConsultation() async throws -> JSONValue {
        let patch = try ConsultationPatch(try await body())
        return try await intake.change { change in
            let found = try change.openConsultation(id)
            return switch patch {
            case .reschedule(let request): try change.reschedule(found, request).json
            case .cancel: try change.cancel(found).json
            }
        }
    }
}
