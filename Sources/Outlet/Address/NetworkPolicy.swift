/// Which addresses we dial when somebody else names the host.
///
/// The attack: a webhook target, or the `api_endpoint` of a forged grant, that names a machine inside our network, or
/// the cloud's metadata service, which hands out credentials to whoever asks. So only addresses of the public internet
/// are dialled, unless the person who runs the product names a network; metadata stays refused even then.
package struct NetworkPolicy: Sendable {
    private let allowed: [AddressBlock]

    package init(allowing networks: [AddressBlock] = []) { allowed = networks }

    package static let publicInternet = NetworkPolicy()

    package func permits(_ address: IPAddress) -> Bool {
        let target = address.unwrapped
        if Self.metadata.contains(where: { $0.contains(target) }) { return false }
        if allowed.contains(where: { $0.contains(target) }) { return true }
        switch target {
        case .v4: return !Self.refusedV4.contains { $0.contains(target) }
        case .v6:
            return Self.globalV6.contains { $0.contains(target) } && !Self.refusedV6.contains { $0.contains(target) }
        }
    }

    /// Where clouds answer questions about the machine itself; one of them stands in public address space.
    private static let metadata = blocks([
        "169.254.169.254", "169.254.169.253", "169.254.170.2", "169.254.170.23", "168.63.129.16", "100.100.100.200",
        "192.0.0.192", "fd00:ec2::254", "fd00:ec2::253", "fd00:ec2::23", "fd20:ce::254", "fe80::a9fe:a9fe",
    ])

    /// This network, private, shared (carrier NAT), loopback, link-local, protocol assignments, documentation, 6to4
    /// relays, benchmarks, multicast, reserved and broadcast.
    private static let refusedV4 = blocks([
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
    ])

    /// All that is global unicast today; loopback, unique local, link-local, multicast, IPv4-compatible and local NAT64
    /// addresses stand outside of it.
    private static let globalV6 = blocks(["2000::/3"])

    /// Within it: protocol assignments (Teredo and ORCHID among them), documentation, and 6to4, which carries an IPv4
    /// address of its own.
    private static let refusedV6 = blocks(["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"])

    private static func blocks(_ texts: [String]) -> [AddressBlock] {
        texts.map { text in
            guard let block = AddressBlock(text) else { preconditionFailure("\(text) is not a block of addresses") }
            return block
        }
    }
}
