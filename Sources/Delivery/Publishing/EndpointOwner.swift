package import Matters

/// The owner of an endpoint, which decides what its messages contain.
package enum EndpointOwner: Sendable, Hashable {
    /// The firm's own systems are told what its staff see.
    case firm
    /// A party's systems are told what the holder of that address sees.
    case party(MailAddress)

    package init(_ viewer: Viewer) { self = viewer.isStaff ? .firm : .party(viewer.address) }

    /// As stored with a subscription.
    package var text: String {
        switch self {
        case .firm: "firm"
        case .party(let address): AccessGrant.Holder.person(address).text
        }
    }

    package init?(text: String) {
        if text == "firm" {
            self = .firm
        } else if case .person(let address)? = AccessGrant.Holder(text: text) {
            self = .party(address)
        } else {
            return nil
        }
    }

    /// A reserved address that nobody has: grants of staff belong to the firm.
    private static let firmAddress = MailAddress("staff@firm.invalid")

    /// The viewer whose access decides for this owner.
    package func viewer(firmID: String) -> Viewer? {
        switch self {
        case .firm: Self.firmAddress.map { Viewer(firmID: firmID, address: $0, kind: .staff) }
        case .party(let address): Viewer(firmID: firmID, address: address, kind: .party)
        }
    }
}
