/// The kind of a role on a matter, on which access rules depend. Firms name their roles freely; the kind is derived from
/// the name.
package enum PartyKind: String, Sendable, CaseIterable {
    case client
    case developerClient = "developer_client"
    case broker
    case mortgageManager = "mortgage_manager"
    case agent
    /// The other side and those who act for it: a role never gives them access.
    case otherSide = "other_side"
    case other

    /// Access is only given by whole names: a name that is not listed is `other`. The other side is recognised by a part
    /// of the name.
    /// - Parameter roleName: the practice system's name for the role, such as `Mortgage_Manager`.
    package init(roleName: String) {
        let name = String(roleName.lowercased().map { $0 == "_" ? " " : $0 })
        if let kind = Self.names[name] {
            self = kind
        } else {
            self = Self.otherSideTerms.contains(where: { name.contains($0) }) ? .otherSide : .other
        }
    }

    private static let otherSideTerms = [
        "other side", "other party", "oppos", "opponent", "conveyancer", "solicitor", "lawyer", "settlement agent",
    ]

    private static let names: [String: PartyKind] = [
        "client": .client, "additional client": .client, "joint client": .client,
        "developer": .developerClient, "developer client": .developerClient, "developer-client": .developerClient,
        "broker": .broker, "mortgage broker": .broker, "finance broker": .broker,
        "mortgage manager": .mortgageManager, "lender": .mortgageManager, "mortgagee": .mortgageManager,
        "agent": .agent, "real estate agent": .agent, "selling agent": .agent, "sales agent": .agent,
    ]

    /// Whether colleagues with the same, approved mail domain may see the matter too, as for lenders and brokerages.
    package var sharesAccessInFirm: Bool { self == .broker || self == .mortgageManager }

    /// Whether a person in this role may see the matter at all: its clients, those who finance it, and the agent who
    /// brought it.
    package var hasAccess: Bool { self != .otherSide && self != .other }
}
