/// An authenticated person or system that reads the matters of one firm.
package struct Viewer: Sendable, Hashable {
    /// The raw values are stored and sealed into cursors.
    package enum Kind: String, Sendable { case staff, party }

    package let firmID: String
    package let address: MailAddress
    package let kind: Kind

    package init(firmID: String, address: MailAddress, kind: Kind) {
        self.firmID = firmID
        self.address = address
        self.kind = kind
    }

    package var isStaff: Bool { kind == .staff }

    /// The grant holders that include this viewer. Staff have access through the firm, not through their address.
    package var holders: [AccessGrant.Holder] { isStaff ? [.staff] : [.person(address), .domain(address.domain)] }
}
