/// Somebody who looks at a firm's matters: always one firm's, proved by whoever made the value.
package struct Viewer: Sendable, Hashable {
    package enum Standing: String, Sendable { case staff, party }

    package let firmID: String
    package let address: MailAddress
    package let standing: Standing

    package init(firmID: String, address: MailAddress, standing: Standing) {
        (self.firmID, self.address, self.standing) = (firmID, address, standing)
    }

    package var isStaff: Bool { standing == .staff }

    /// Under which names grants reach this viewer. Members of staff see through the firm, not through their address.
    package var holders: [Holder] { isStaff ? [.staff] : [.person(address), .domain(address.domain)] }
}
