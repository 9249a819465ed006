/// What a role on a matter is, as far as the portal's rules care. Firms name their roles freely; this reads the name.
package enum PartyKind: String, Sendable, CaseIterable {
    case client
    case developerClient = "developer_client"
    case broker
    case mortgageManager = "mortgage_manager"
    case agent
    /// Whoever acts for, or is, the other side: never let in by a role.
    case otherSide = "other_side"
    case other

    /// Lets nobody in by a part of a name: who is let in is listed by whole names, and what is not listed is `other`.
    /// - Parameter roleName: the practice system's name for the role, such as `Mortgage_Manager`.
    package init(roleName: String) {
        let name = roleName.lowercased().replacing("_", with: " ")
        if Self.againstUs.contains(where: { name.contains($0) }) {
            self = .otherSide
        } else {
            self = Self.names[name] ?? .other
        }
    }

    private static let againstUs = [
        "other side", "other party", "oppos", "opponent", "conveyancer", "solicitor", "lawyer", "settlement agent",
    ]

    private static let names: [String: PartyKind] = [
        "client": .client, "additional client": .client, "joint client": .client,
        "developer": .developerClient, "developer client": .developerClient, "developer-client": .developerClient,
        "broker": .broker, "mortgage broker": .broker, "finance broker": .broker,
        "mortgage manager": .mortgageManager, "lender": .mortgageManager, "mortgagee": .mortgageManager,
        "agent": .agent, "real estate agent": .agent, "selling agent": .agent, "sales agent": .agent,
    ]

    /// Lenders and brokerages work as a firm: a colleague with the same, approved mail domain may see the matter too.
    package var worksAsFirm: Bool { self == .broker || self == .mortgageManager }

    /// Whether a person in this role is let in at all. Without a rule of the firm's own, only those whom the matter
    /// serves: its clients and those who finance it, and the agent who brought it.
    package var isLetIn: Bool { self != .otherSide && self != .other }
}
