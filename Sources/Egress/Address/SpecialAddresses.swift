/// Addresses and names that are not hosts of the public internet, from the registries of IANA.
enum SpecialAddresses {
    static func isPublic(_ address: IPAddress) -> Bool {
        switch address {
        case .v4: !refusedV4.contains { $0.contains(address) }
        case .v6: globalV6.contains(address) && !refusedV6.contains { $0.contains(address) }
        }
    }

    static func isMetadata(_ address: IPAddress) -> Bool {
        ([address] + address.embedded).contains { place in metadata.contains { $0.contains(place) } }
    }

    static func isMetadata(_ name: String) -> Bool { metadataNames.contains(name) }

    /// RFC 6761: these names are loopback, whatever a resolver returns.
    static func isLoopback(_ name: String) -> Bool { name == "localhost" || name.hasSuffix(".localhost") }

    static let loopback: [IPAddress] = [.v4(0x7F00_0001), .v6(1)]

    /// The metadata services of clouds; one of them has a public address.
    private static let metadata = blocks([
        "169.254.169.254",  // nearly all of them, and in IPv6 as fe80::a9fe:a9fe
        "169.254.169.253", "169.254.170.2", "169.254.170.23",  // Amazon: names, tasks, pods
        "fd00:ec2::254", "fd00:ec2::253", "fd00:ec2::23",  // the same
        "168.63.129.16",  // Azure
        "fd20:ce::254",  // Google
        "192.0.0.192",  // Oracle
        "100.100.100.200",  // Alibaba
        "169.254.0.23",  // Tencent
        "169.254.42.42", "fd00:42::42",  // Scaleway
    ])

    private static let metadataNames: Set<String> = [
        "metadata.google.internal", "metadata.goog", "instance-data.ec2.internal", "metadata.tencentyun.com",
    ]

    private static let refusedV4 = blocks([
        "0.0.0.0/8",  // this network, RFC 791
        "10.0.0.0/8",  // private, RFC 1918
        "100.64.0.0/10",  // shared by carriers, RFC 6598
        "127.0.0.0/8",  // loopback, RFC 1122
        "169.254.0.0/16",  // link-local, RFC 3927
        "172.16.0.0/12",  // private, RFC 1918
        "192.0.0.0/24",  // protocol assignments, RFC 6890
        "192.0.2.0/24",  // documentation, RFC 5737
        "192.88.99.0/24",  // 6to4 relays, RFC 7526
        "192.168.0.0/16",  // private, RFC 1918
        "198.18.0.0/15",  // benchmarks, RFC 2544
        "198.51.100.0/24",  // documentation, RFC 5737
        "203.0.113.0/24",  // documentation, RFC 5737
        "224.0.0.0/4",  // multicast, RFC 5771
        "240.0.0.0/4",  // reserved and broadcast, RFC 1112 and 919
    ])

    /// Global unicast (RFC 4291). Loopback, unique local (RFC 4193), link-local, site-local (RFC 3879), multicast,
    /// IPv4-compatible and locally translated (RFC 8215) addresses are outside of it.
    private static let globalV6 = block("2000::/3")

    private static let refusedV6 = blocks([
        "2001::/23",  // protocol assignments, RFC 2928; Teredo (RFC 4380) and ORCHID (RFC 7343) among them
        "2001:db8::/32",  // documentation, RFC 3849
        "2002::/16",  // 6to4, RFC 3056: carries an IPv4 address of its own
        "3fff::/20",  // documentation, RFC 9637
    ])

    private static func blocks(_ texts: [String]) -> [AddressBlock] { texts.map(block) }

    private static func block(_ text: String) -> AddressBlock {
        guard let block = AddressBlock(text) else { preconditionFailure("\(text) is not a block of addresses") }
        return block
    }
}
