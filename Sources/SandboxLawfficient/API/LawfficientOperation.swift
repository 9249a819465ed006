import HTTPTypes

/// The operation that a request selects by method and path.
enum LawfficientOperation: Sendable, Equatable {
    case listLeads, createLead
    case showLead(String)
    case changeLead(String)
    case archiveLead(String)
    case restoreLead(String)
    case listConsultations, bookConsultation
    case showConsultation(String)
    case changeConsultation(String)
    case listAttorneys

    /// - Parameter path: the segments below the API's root.
    /// - Throws: `LawfficientFailure` when the path or the method is unknown.
    init(_ method: HTTPRequest.Method, _ path: [String]) throws(LawfficientFailure) {
        let known = Self.operations(at: path)
        guard !known.isEmpty else { throw .notFound }
        guard let operation = known[method] else { throw .methodNotAllowed }
        self = operation
    }

    private static func operations(at path: [String]) -> [HTTPRequest.Method: Self] {
        switch (path.first, path.count) {
        case ("leads", 1): [.get: .listLeads, .post: .createLead]
        case ("leads", 2): [.get: .showLead(path[1]), .patch: .changeLead(path[1])]
        case ("leads", 3) where path[2] == "archive": [.post: .archiveLead(path[1])]
        case ("leads", 3) where path[2] == "unarchive": [.post: .restoreLead(path[1])]
        case ("consultations", 1): [.get: .listConsultations, .post: .bookConsultation]
        case ("consultations", 2): [.get: .showConsultation(path[1]), .patch: .changeConsultation(path[1])]
        case ("attorneys", 1): [.get: .listAttorneys]
        default: [:]
        }
    }

    var scope: APIScope {
        switch self {
        case .listLeads, .showLead: .leadsRead
        case .createLead, .changeLead, .archiveLead, .restoreLead: .leadsWrite
        case .listConsultations, .showConsultation, .listAttorneys: .consultationsRead
        case .bookConsultation, .changeConsultation: .consultationsWrite
        }
    }

    var hasBody: Bool {
        switch self {
        case .createLead, .changeLead, .bookConsultation, .changeConsultation: true
        default: false
        }
    }
}
