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

    /// - Parameter roleName: the practice system's name for the role, such as `Mortgage_Manager`.
    package init(roleName: String) {
        let name = roleName.lowercased().replacing("_", with: " ")
        let kinds: [(PartyKind, [String])] = [
            (.otherSide, ["other side", "conveyancer", "solicitor", "lawyer", "opponent"]),
            (.mortgageManager, ["mortgage manager", "lender", "mortgagee"]),
            (.broker, ["broker"]),
            (.developerClient, ["developer"]),
            (.agent, ["agent"]),
            (.client, ["client"]),
        ]
        self = kinds.first { kind in kind.1.contains { name.contains($0) } }?.0 ?? .other
    }

    /// Lenders and brokerages work as a firm: a colleague with the same, approved mail domain may see the matter too.
    package var worksAsFirm: Bool { self == .broker || self == .mortgageManager }

    /// Whether a person in this role is let in at all. Without a rule of the firm's own, only those whom the matter
    /// serves: its clients and those who finance it, and the agent who brought it.
    package var isLetIn: Bool { self != .otherSide && self != .other }
}
