import Egress
import HTTPTypes
import LocalServer
import Matters
import Testing

/// URLs that an attacker enters to reach internal hosts.
private enum Hostile {
    /// Addresses in canonical spelling that are not public.
    static let addresses = [
        "http://127.0.0.1/", "https://127.255.255.254/", "http://0.0.0.0/", "http://0.255.255.255/", "http://10.0.0.1/",
        "http://10.255.255.255:8080/", "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.0.1/",
        "http://100.64.0.1/", "http://100.127.255.255/", "http://169.254.1.1/", "http://192.0.0.8/",
        "http://192.0.2.1/", "http://198.51.100.1/", "http://203.0.113.1/", "http://198.18.0.1/",
        "http://198.19.255.255/", "http://192.88.99.1/", "http://224.0.0.1/", "http://239.255.255.255/",
        "http://240.0.0.1/", "http://255.255.255.255/",
    ]

    static let addressesV6 = [
        "http://[::]/", "http://[::1]/", "http://[0:0:0:0:0:0:0:1]/", "http://[0000::0001]:80/",
        "http://[::ffff:127.0.0.1]/", "http://[::FFFF:7f00:1]/", "http://[::ffff:10.0.0.1]/",
        "http://[::ffff:0.0.0.0]/",
        "http://[::127.0.0.1]/", "http://[::7f00:1]/", "http://[64:ff9b::10.0.0.1]/", "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b:1::a00:1]/", "http://[64:ff9b:1:7f00:0:100::]/", "http://[2002:7f00:1::]/",
        "http://[2002:c0a8:101::1]/", "http://[2001:0:808:808:0:0:80ff:fffe]/", "http://[2001:10::1]/",
        "http://[2001:db8::1]/", "http://[3fff::1]/", "http://[fc00::1]/", "http://[fdff:ffff::1]/",
        "http://[fe80::1]/", "http://[fec0::1]/", "http://[ff02::1]/", "http://[100::1]/", "http://[5f00::1]/",
        "http://[::ffff:0:127.0.0.1]/", "http://[fe80::5efe:10.0.0.1]/",
    ]

    static let loopbackNames = [
        "http://localhost/", "https://LOCALHOST/", "http://localhost./", "http://a.localhost/",
        "http://a.b.LocalHost./",
    ]

    /// Metadata services, refused even when every network is allowed.
    static let metadata = [
        "http://169.254.169.254/latest/meta-data/", "http://169.254.170.2/v2/credentials/", "http://169.254.170.23/",
        "http://100.100.100.200/", "http://168.63.129.16/", "http://192.0.0.192/", "http://169.254.42.42/",
        "http://[fd00:ec2::254]/", "http://[FD00:0EC2:0:0:0:0:0:254]/", "http://[fd20:ce::254]/",
        "http://[fd00:42::42]/", "http://[fe80::a9fe:a9fe]/", "http://[::ffff:169.254.169.254]/",
        "http://[::ffff:a9fe:a9fe]/", "http://[::169.254.169.254]/", "http://[64:ff9b::169.254.169.254]/",
        "http://[64:ff9b:1:a9fe:a9:fe00::]/", "http://[64:ff9b:1:a9:fe:a9fe::]/", "http://[64:ff9b:1::a9:fea9:fe00:0]/",
        "http://[64:ff9b:1::a9fe:a9fe]/", "http://[2a00:1:2:3:4:5:a9fe:a9fe]/", "http://[2002:a9fe:a9fe::1]/",
        "http://[2001:0:808:808:0:0:5601:5601]/", "http://[2a00::5efe:169.254.169.254]/",
        "http://metadata.google.internal/computeMetadata/v1/", "http://METADATA.Google.Internal./",
        "http://metadata.goog/", "http://instance-data.ec2.internal/", "http://metadata.tencentyun.com/",
    ]

    /// Addresses to some parsers, and names, or other addresses, to others.
    static let looseSpellings = [
        "http://127.1/", "http://127.0.1/", "http://0/", "http://1/", "http://2130706433/", "http://0x7f000001/",
        "http://0X7F000001/", "http://017700000001/", "http://0x7f.1/", "http://0x7f.0x0.0x0.0x1/",
        "http://0177.0.0.1/",
        "http://0177.0.0.01/", "http://127.0.0.01/", "http://127.000.000.001/", "http://127.0.0.1./",
        "http://127.0.0.1../",
        "http://127.1./", "http://256.256.256.256/", "http://127.0.0.0x1/", "http://127.0.0.0x/", "http://1.2.3.4.5/",
        "http://425510912254/", "http://0xa9fea9fe/", "http://a.127/", "http://[127.0.0.1]/", "http://[127.1]/",
        "http://[fe80::1%25eth0]/", "http://[fe80::1%eth0]/", "http://[::1%250]/", "http://[v1.fe80::1]/",
        "http://[::1/", "http://::1/", "http://[::1]]/", "http://[[::1]]/", "http://[]/", "http://[::ffff:127.1]/",
        "http://[::1]x/", "http://x[::1]/", "http://[0:0:0:0:0:0:0:0:1]/",
    ]

    static let otherSchemes = [
        "file:///etc/passwd", "ftp://x/", "gopher://x:70/_x", "javascript:alert(1)", "data:text/html,x",
        "unix:///run/docker.sock", "http+unix://x/", "https+unix://x/", "ws://x/", "dict://x:11211/", "//x/", "/in",
        "x",
        "", "http", "http:", "http:/", "http://", "http:///in", "http:////127.0.0.1/", "http:/127.0.0.1/",
        "http:127.0.0.1", "https:?x", "http://?x", "http://#x", "http://:80/",
    ]

    static let ambiguous = [
        "http://user@x/", "http://u:p@x/", "http://@x/", "http://:@x/", "http://8.8.8.8@127.0.0.1/",
        "http://127.0.0.1:80@8.8.8.8/", "http://8.8.8.8:80@127.0.0.1:80@8.8.8.8/", "http://x%40y/", "http://x%2f@y/",
        "http://x@y:80@z/", "http://x\\@y/", "http://x\\.y/", "http:\\\\x/", "http://x\\y@z/", "http://ex%61mple/",
        "http://%31%32%37.0.0.1/", "http://127.0.0.1%00.example/", "http://x%0d%0ahost:y/", "http://127%2e0.0.1/",
        "http://b\u{FC}cher.example/", "http://\u{FF11}\u{FF12}\u{FF17}.0.0.1/",
        "http://127\u{3002}0\u{3002}0\u{3002}1/",
        "http://\u{24D4}xample/", "http://\u{2170}.example/", "http://local\u{AD}host/", "http://x y/", " http://x/",
        "http://x/ ", "http://x\t/", "ht\ttp://x/", "http://x\n/", "http://x/\r\nHost: y", "http://x\0.example/",
        "http://x,y/", "http://x;y/", "http://x!/", "http://{x}/", "http://a..b/", "http://.a/", "http://./",
        "http://localhost../", "http://x:0/", "http://x:00/", "http://x:65536/", "http://x:-1/", "http://x:+80/",
        "http://x:0x50/", "http://x:80:80/", "http://x:99999999999999999999/", "http://x:80a/", "http://[::1]80/",
    ]
}

/// A client that may not dial private networks, with a resolver that may answer with a private address.
private struct Attempt {
    let resolver: ScriptedResolver
    let client: GuardedHTTPClient

    init(policy: NetworkPolicy = .publicInternet, answer: [String] = []) {
        resolver = ScriptedResolver(answer)
        client = GuardedHTTPClient(policy: policy, resolver: resolver)
    }

    func failure(_ url: String) async -> NetworkFailure? {
        do {
            _ = try await client.send(
                HTTPCall(.get, url, deadline: .seconds(30), answerLimit: .refuse(aboveBytes: 1_000)))
            return nil
        } catch { return error as? NetworkFailure }
    }
}

@Suite(.timeLimit(.minutes(2))) struct `Hostile URLs` {
    /// Both with a resolver that answers with a private address, and with one without an answer.
    private func expectRefused(
        _ url: String, as expected: NetworkFailure, by policy: NetworkPolicy = .publicInternet
    ) async {
        #expect(policy.refusal(of: url) == expected)
        for answer in [["10.0.0.1"], []] {
            let attempt = Attempt(policy: policy, answer: answer)
            #expect(await attempt.failure(url) == expected)
            #expect(attempt.resolver.asked.all.isEmpty)
        }
    }

    @Test(arguments: Hostile.addresses + Hostile.addressesV6 + Hostile.loopbackNames)
    func `an address or a name of a private network is refused without a DNS lookup`(url: String) async {
        await expectRefused(url, as: .privateAddress)
    }

    @Test(arguments: Hostile.metadata)
    func `metadata services are refused, even when every network is allowed`(url: String) async throws {
        let everything = [try #require(AddressBlock("0.0.0.0/0")), try #require(AddressBlock("::/0"))]
        await expectRefused(url, as: .privateAddress)
        await expectRefused(url, as: .privateAddress, by: NetworkPolicy(allowing: everything))
    }

    @Test(arguments: Hostile.looseSpellings)
    func `an address has one spelling`(url: String) async { await expectRefused(url, as: .invalidURL) }

    @Test(arguments: Hostile.otherSchemes)
    func `only http and https with a host are called`(url: String) async { await expectRefused(url, as: .invalidURL) }

    @Test(arguments: Hostile.ambiguous)
    func `what parsers may read differently is no URL`(url: String) async {
        await expectRefused(url, as: .invalidURL)
    }

    @Test func `a URL or a name that is too long is refused`() async {
        await expectRefused("http://x/" + String(repeating: "a", count: TargetURL.charactersMax), as: .invalidURL)
        await expectRefused("http://\(String(repeating: "a.", count: 150))example/", as: .invalidURL)
        await expectRefused("http://\(String(repeating: "a", count: 64)).example/", as: .invalidURL)
    }

    @Test(arguments: [
        ("127.0.0.0/8", "http://localhost/"), ("::1", "http://a.localhost./"),
        ("10.0.0.0/8", "http://[::ffff:10.0.0.1]/"),
        ("fd00::/8", "http://[fd12::1]/"), ("127.0.0.0/8", "https://portal.example/"),
    ])
    func `a URL that may be called is not refused when it is entered`(block: String, url: String) throws {
        #expect(NetworkPolicy(allowing: [try #require(AddressBlock(block))]).refusal(of: url) == nil)
    }
}

@Suite(.timeLimit(.minutes(2))) struct `Hostile names` {
    @Test(arguments: [
        "127.0.0.1", "0.0.0.0", "10.1.2.3", "100.64.0.1", "169.254.169.254", "192.168.1.1", "224.0.0.1",
        "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a00:1", "2002:a00:1::",
        "2001::1", "fd00:ec2::254", "fe80::1", "ff02::1",
    ])
    func `a name that resolves to a private address is refused`(address: String) async {
        let attempt = Attempt(answer: [address])
        #expect(NetworkPolicy.publicInternet.refusal(of: "https://portal.example/") == nil)
        #expect(await attempt.failure("https://portal.example/") == .privateAddress)
        #expect(attempt.resolver.asked.all == ["portal.example"])
    }

    @Test func `a name without an address is a failure of DNS`() async {
        #expect(await Attempt(answer: []).failure("https://portal.example/") == .dns)
    }

    @Test func `thousands of private answers are refused like one`() async {
        let many = (0..<5_000).map { "10.0.\($0 / 250).\($0 % 250)" }
        #expect(await Attempt(answer: many).failure("https://portal.example/") == .privateAddress)
    }
}
