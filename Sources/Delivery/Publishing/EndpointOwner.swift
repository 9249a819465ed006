package import Matters

/// Whose endpoint it is, and so what its messages tell.
package enum EndpointOwner: Sendable, Hashable {
    /// The firm's own systems hear of what its staff see.
    case firm
    /// A party's systems hear of what whoever has that address sees.
    case party(MailAddress)

    package init(_ viewer: Viewer) { self = viewer.isStaff ? .firm : .party(viewer.address) }

    /// As stored with a subscription.
    package var text: String {
        switch self {
        case .firm: "firm"
        case .party(let address): Grant.Holder.person(address).text
        }
    }

    package init?(text: String) {
        if text == "firm" {
            self = .firm
        } else if case .person(let address)? = Grant.Holder(text: text) {
            self = .party(address)
        } else {
            return nil
        }
    }

    /// Nobody's address: staff see through the firm.
    private static let firmAddress = MailAddress("staff@firm.invalid")

    /// Through whose eyes the policy looks for this owner.
    package func viewer(firmID: String) -> Viewer? {
        switch self {
        case .firm: Self.firmAddress.map { Viewer(firmID: firmID, address: $0, kind: .staff) }
        case .party(let address): Viewer(firmID: firmID, address: address, kind: .party)
        }
    }
}
