import Matters
import Testing

@Suite struct `Mail addresses` {
    @Test(arguments: [
        ("kim@example.net", "kim@example.net"), (" Kim.Hunt@Example.NET ", "kim.hunt@example.net"),
        ("a+b@x-y.example", "a+b@x-y.example"),
    ])
    func `plain ones are normalised`(raw: String, text: String) {
        #expect(MailAddress(raw)?.text == text)
    }

    @Test(arguments: [
        "", "kim", "@example.net", "kim@", "kim@localhost", "kim@@example.net", "kim@evil.example@northbank.example",
        "\"kim\"@example.net", "kim@northbank.example.", "kim@.example", "kim@-x.example", "k im@example.net",
        "kim@exаmple.net", "kim@example.net\n", "kim@[127.0.0.1]", ".kim@example.net", "(x)kim@example.net",
        String(repeating: "a", count: 65) + "@example.net", "kim;lee@example.net",
    ])
    func `every ambiguous form is refused`(raw: String) {
        #expect(MailAddress(raw) == nil)
    }

    @Test func `a sub-domain or a look-alike is another domain`() {
        let bank = MailDomain("northbank.example")
        #expect(MailAddress("a@northbank.example")?.domain == bank)
        #expect(MailAddress("a@mail.northbank.example")?.domain != bank)
        #expect(MailAddress("a@northbank.example.evil.test")?.domain != bank)
    }
}
