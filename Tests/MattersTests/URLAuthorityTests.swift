import Matters
import Testing

@Suite struct `The authority of a URL` {
    @Test(
        arguments: [
            ("https://Portal.example/in", "https", "Portal.example", nil),
            ("HTTP://a.example:8080", "http", "a.example", 8_080),
            ("https://[2001:db8::1]:443/in", "https", "2001:db8::1", 443),
            ("http://a.example?b=c", "http", "a.example", nil),
            ("http://a.example#b@c", "http", "a.example", nil), ("http://a.example:/", "http", "a.example", nil),
        ] as [(String, String, String, Int?)])
    func `scheme, host and port are read`(text: String, scheme: String, host: String, port: Int?) {
        let authority = URLAuthority(of: text)
        #expect(authority?.scheme == scheme)
        #expect(authority?.host == host)
        #expect(authority?.port == port)
        #expect(authority?.hasCredentials == false)
    }

    @Test(arguments: [
        "", "a.example", "://a.example", "https:/a.example", "https:///in", "http://[::1", "http://[::1]a",
        "http://a:b/",
        "http://a:-1/", "http://a:+80/", "http://a example/", "http://a\\@b.example/", "http://ä.example/",
        "http://user:password@a.example/",
    ])
    func `any other text has none`(text: String) {
        #expect(URLAuthority(of: text) == nil)
    }

    @Test func `an empty port and credentials are reported`() {
        #expect(URLAuthority(of: "http://a.example:/")?.hasEmptyPort == true)
        #expect(URLAuthority(of: "http://user@a.example/")?.hasCredentials == true)
    }
}
