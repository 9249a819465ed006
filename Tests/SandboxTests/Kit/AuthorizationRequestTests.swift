import Testing

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `What a client asks consent for` {
    static let good = [
        "client_id": "c", "redirect_uri": "http://127.0.0.1:8080/back?x=1", "response_type": "code",
        "scope": "actions filenotes actions", "state": "s&s",
    ]

    private func refusal(_ name: String, _ value: String?) -> AuthorizationRequest.Failure? {
        var form = Self.good
        form[name] = value
        do {
            _ = try AuthorizationRequest(form, clientID: "c")
            return nil
        } catch { return error }
    }

    @Test func `is read from the query`() throws {
        let request = try AuthorizationRequest(Self.good, clientID: "c")
        #expect(request.scope.names == ["actions", "filenotes"])
        #expect(
            request.target.adding([("code", "1"), ("state", request.state), ("none", nil)])
                == "http://127.0.0.1:8080/back?x=1&code=1&state=s%26s")
    }

    @Test(arguments: [
        ("client_id", "other"), ("client_id", nil), ("redirect_uri", nil), ("redirect_uri", "/back"),
        ("state", String(repeating: "s", count: 2_001)),
    ])
    func `is told to the visitor alone where the client cannot be trusted`(name: String, value: String?) {
        guard case .shown = refusal(name, value) else {
            Issue.record("\(name) was let through")
            return
        }
    }

    @Test(arguments: [
        ("response_type", "token", "unsupported_response_type"), ("response_type", nil, "unsupported_response_type"),
        ("scope", nil, "invalid_scope"), ("scope", "", "invalid_scope"), ("scope", "act ions\u{7}", "invalid_scope"),
        ("scope", "Actions", "invalid_scope"),
    ])
    func `is refused in the words of OAuth`(name: String, value: String?, code: String) throws {
        let target = try #require(RedirectTarget("http://127.0.0.1:8080/back?x=1"))
        #expect(refusal(name, value) == .returned(target, code: code, state: "s&s"))
    }

    @Test(arguments: [
        ("http://127.0.0.1:8080/back", "http://127.0.0.1:8080"),
        ("HTTPS://Portal.example/a?b=c", "https://Portal.example"),
        ("http://[::1]:9/", "http://[::1]:9"), ("https://portal.example?x", "https://portal.example"),
    ])
    func `leads back to an absolute address`(text: String, origin: String) {
        #expect(RedirectTarget(text)?.origin == origin)
    }

    @Test(arguments: [
        "", "portal.example", "//portal.example/", "ftp://portal.example/", "javascript:alert(1)", "http://",
        "http:///path", "http://:80/", "http://a@b/", "http://a;b/", "http://a,b/", "http://a b/", "http://a/#f",
        "http://a/\"", "http://a/\r\nX: y", "http://ä.example/", "http://a'/", "http://a\\@b/",
        "http://a/" + String(repeating: "x", count: 2_000),
    ])
    func `leads nowhere else`(text: String) {
        #expect(RedirectTarget(text) == nil)
    }

    @Test(arguments: [
        ("http://localhost:1/", true), ("http://LOCALHOST/", true), ("http://[::1]/", true), ("http://127.0.0.1", true),
        ("http://127.0.0.1.example/", false), ("http://localhost.example/", false), ("http://[::2]/", false),
    ])
    func `is known to be of this machine`(text: String, isLoopback: Bool) {
        #expect(RedirectTarget(text)?.isLoopback == isLoopback)
    }

    @Test(arguments: [
        ("all", "tasks", true), ("actions files", "files", true), ("actions files", "filenotes", false),
        ("phonerecords", "phonerecords", true),
    ])
    func `opens what its scope names`(scope: String, resource: String, opens: Bool) {
        #expect(GrantScope(scope)?.opens(resource) == opens)
    }
}
