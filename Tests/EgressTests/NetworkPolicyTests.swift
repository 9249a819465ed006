import Egress
import Matters
import Testing

@Suite struct `Which addresses may be dialled` {
    @Test(arguments: [
        "8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "192.169.0.1",
        "198.17.255.255", "198.20.0.1", "223.255.255.255", "2606:4700::1111", "2a00::1", "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
    ])
    func `the public internet is permitted`(text: String) throws {
        #expect(NetworkPolicy.publicInternet.permits(try #require(IPAddress(text))))
    }

    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1",
        "127.255.255.254", "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1",
        "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
        "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16", "::", "::1", "::127.0.0.1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1",
        "5f00::1", "fc00::1", "fd00:ec2::254", "fdff::1", "fe80::1", "fec0::1", "ff02::1",
    ])
    func `everything else is refused`(text: String) throws {
        #expect(!NetworkPolicy.publicInternet.permits(try #require(IPAddress(text))))
    }

    @Test(arguments: [
        ("127.0.0.0/8", "127.0.0.1", true), ("127.0.0.0/8", "::ffff:127.0.0.1", true),
        ("127.0.0.0/8", "10.0.0.1", false), ("10.1.2.3", "10.1.2.3", true), ("10.1.2.3", "10.1.2.4", false),
        ("fd00::/8", "fd12::1", true), ("fd00::/8", "fd00:ec2::254", false), ("0.0.0.0/0", "192.168.0.1", true),
        ("0.0.0.0/0", "169.254.169.254", false), ("0.0.0.0/0", "::ffff:169.254.169.254", false),
        ("0.0.0.0/0", "64:ff9b::169.254.169.254", false), ("0.0.0.0/0", "168.63.129.16", false),
        ("169.254.0.0/16", "169.254.169.254", false), ("169.254.0.0/16", "169.254.1.1", true),
        ("::/0", "::1", true), ("::/0", "127.0.0.1", false),
    ])
    func `a named network is permitted, except metadata services`(block: String, text: String, isPermitted: Bool) throws
    {
        let policy = NetworkPolicy(allowing: [try #require(AddressBlock(block))])
        #expect(policy.permits(try #require(IPAddress(text))) == isPermitted)
    }

    @Test(
        arguments: [
            ("http://10.1.2.3/", nil), ("https://10.1.2.3/", nil), ("https://8.8.8.8/", nil), ("http://8.8.8.8/", .tls),
            ("http://[::ffff:8.8.8.8]/", .tls), ("http://[::ffff:10.1.2.3]/", nil),
            ("http://10.2.0.1/", .privateAddress),
            ("http://name.example/", nil),
        ] as [(String, NetworkFailure?)])
    func `plain http can be restricted to the named networks`(_ url: String, _ refusal: NetworkFailure?) throws {
        let named = [try #require(AddressBlock("10.1.0.0/16"))]
        #expect(NetworkPolicy(allowing: named, requiresTLSOutside: true).refusal(of: url) == refusal)
        #expect(NetworkPolicy(allowing: named).refusal(of: url) == (refusal == .tls ? nil : refusal))
    }

    @Test(arguments: ["", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0/8", "localhost", "::/129", "10.0.0.0/"])
    func `a malformed block is not parsed`(text: String) { #expect(AddressBlock(text) == nil) }

    @Test(arguments: ["127.1", "0x7f000001", "2130706433", "0177.0.0.1", "127.0.0.1 ", "[::1]", "fe80::1%eth0"])
    func `loose spellings are names, not addresses`(text: String) { #expect(IPAddress(text) == nil) }
}
