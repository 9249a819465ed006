import Egress
import Matters
import Testing

@Suite struct `Which URLs may be called` {
    @Test(arguments: [
        ("http://portal.example", "portal.example", 80), ("https://portal.example/in?t=1", "portal.example", 443),
        ("HTTP://Portal.example:8080/a@b", "Portal.example", 8_080), ("http://[2001:db8::1]:81/", "2001:db8::1", 81),
        ("http://x/?q=a@b", "x", 80), ("http://x:/", "x", 80), ("http://my_host.example/", "my_host.example", 80),
        ("https://xn--bcher-kva.example./", "xn--bcher-kva.example.", 443), ("http://10.example/", "10.example", 80),
        ("http://x.0xg/", "x.0xg", 80), ("http://198.51.100.7:1/", "198.51.100.7", 1),
    ])
    func `a scheme, a host and a port`(text: String, host: String, port: Int) throws {
        let target = try TargetURL(text)
        #expect((target.host, target.port) == (host, port))
    }

    @Test(arguments: [(63, true), (64, false)])
    func `a label of a name has a longest length`(characters: Int, isRead: Bool) {
        let target = try? TargetURL("http://\(String(repeating: "a", count: characters)).example/")
        #expect((target != nil) == isRead)
    }

    @Test(arguments: [(253, true), (254, false)])
    func `a name has a longest length`(characters: Int, isRead: Bool) {
        let name = String(repeating: "a.", count: 120) + String(repeating: "b", count: characters - 240)
        #expect(((try? TargetURL("http://\(name)/")) != nil) == isRead)
    }

    @Test func `a URL has a longest length`() throws {
        let start = "http://x/"
        let fill = TargetURL.charactersMax - start.utf8.count
        _ = try TargetURL(start + String(repeating: "a", count: fill))
        #expect(throws: NetworkFailure.invalidURL) { try TargetURL(start + String(repeating: "a", count: fill + 1)) }
    }
}
