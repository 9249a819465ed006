import SandboxKit
import Storage
import Webhooks

/// Performs the operations of the API for an authorized caller.
struct LawfficientService: Sendable {
    let intake: Intake

    /// - Throws: `LawfficientFailure` in the vendor's shape.
    func reply(to call: LawfficientCall) async throws -> LawfficientReply {
        switch call.operation {
        case .listLeads: LawfficientReply(body: try await leads(call.parameters))
        case .createLead: LawfficientReply(status: 201, body: try await createLead(call))
        case .showLead(let id): LawfficientReply(body: try await showLead(id))
        case .changeLead(let id):
            LawfficientReply(body: try await changeLead(id, LeadPatch(BodyReader(body: call.body))))
        case .archiveLead(let id): LawfficientReply(body: try await setArchived(true, id))
        case .restoreLead(let id): LawfficientReply(body: try await setArchived(false, id))
        case .listConsultations: LawfficientReply(body: try await consultations(call.parameters))
        case .bookConsultation: LawfficientReply(status: 201, body: try await book(call))
        case .showConsultation(let id): LawfficientReply(body: try await showConsultation(id))
        case .changeConsultation(let id):
            LawfficientReply(body: try await changeConsultation(id, ConsultationPatch(BodyReader(body: call.body))))
        case .listAttorneys: LawfficientReply(body: try await attorneys(call.parameters))
        }
    }

    /// All attorneys: the list is short and has one page.
    private func attorneys(_ parameters: [String: String]) async throws -> JSONValue {
        let isBookableOnly = parameters["has_office_hours"] == "true"
        let staff = try await intake.store.read { try Office.staff(in: $0) }
        let shown = staff.filter { $0.isSchedulable && ($0.hasOfficeHours || !isBookableOnly) }
        return ["data": .array(shown.map(\.json)), "next_cursor": nil]
    }
}
