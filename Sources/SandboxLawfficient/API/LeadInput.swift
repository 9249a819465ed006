import Webhooks

/// The requested values of a new lead.
struct LeadDraft: Sendable, Equatable {
    var firstName: String
    var lastName: String
    var source: String
    var email = ""
    var phone = ""
    var assigneeID: String?
    var data: JSONValue = [:]

    static let unreachable = LawfficientFailure.invalid("A lead has to be reachable: give an email or a phone.")
}

extension LeadDraft {
    init(_ body: BodyReader) throws(LawfficientFailure) {
        firstName = try body.requiredText("first_name", max: LawfficientLimits.nameCharactersMax)
        lastName = try body.requiredText("last_name", max: LawfficientLimits.nameCharactersMax)
        source = try body.requiredText("source", max: LawfficientLimits.sourceCharactersMax)
        email = try body.email() ?? ""
        phone = try body.phone() ?? ""
        assigneeID = try body.id("assignee_id")
        data = try body.object("data") ?? [:]
        guard !email.isEmpty || !phone.isEmpty else { throw Self.unreachable }
    }
}

/// The requested changes of a lead; nil leaves a value as it is.
struct LeadPatch: Sendable, Equatable {
    enum Assignment: Sendable, Equatable { case unchanged, to(String?) }

    var firstName: String?
    var lastName: String?
    var source: String?
    var email: String?
    var phone: String?
    var assignment = Assignment.unchanged
    var statusKey: String?
    var data: JSONValue?

    /// Applies all members but the status, whose name is in the firm's pipeline.
    /// - Throws: `LawfficientFailure` when the lead would have neither an email nor a phone.
    func applied(to lead: Lead) throws(LawfficientFailure) -> Lead {
        var changed = lead
        changed.firstName = firstName ?? lead.firstName
        changed.lastName = lastName ?? lead.lastName
        changed.source = source ?? lead.source
        changed.email = email ?? lead.email
        changed.phone = phone ?? lead.phone
        if case .to(let id) = assignment { changed.assigneeID = id }
        if let data { changed.data = lead.data.merged(with: data) }
        let isContactChanged = changed.email != lead.email || changed.phone != lead.phone
        guard !isContactChanged || !changed.email.isEmpty || !changed.phone.isEmpty else { throw LeadDraft.unreachable }
        return changed
    }
}

extension LeadPatch {
    init(_ body: BodyReader) throws(LawfficientFailure) {
        firstName = try body.changedText("first_name", max: LawfficientLimits.nameCharactersMax)
        lastName = try body.changedText("last_name", max: LawfficientLimits.nameCharactersMax)
        source = try body.changedText("source", max: LawfficientLimits.sourceCharactersMax)
        if body.has("email") { email = try body.email() ?? "" }
        if body.has("phone") { phone = try body.phone() ?? "" }
        if body.has("assignee_id") { assignment = .to(try body.id("assignee_id")) }
        statusKey = try body.changedText("status", max: LawfficientLimits.nameCharactersMax)
        data = try body.object("data")
    }
}

extension JSONValue {
    /// This object with its members replaced or extended by those of another.
    fileprivate func merged(with other: JSONValue) -> JSONValue {
        var members = self.members ?? [:]
        for (name, value) in other.members?.entries ?? [] { members[name] = value }
        return .object(members)
    }
}
