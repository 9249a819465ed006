import Matters
import Portal
import Records
import Storage
import TestPractice
import Testing
import Webhooks

@Suite struct `Removal of expired tokens` {
    @Test func `removes tokens that have expired`() async throws {
        try await SyncHarness.run { bench in
            let viewer = Viewer(
                firmID: "f", address: try #require(MailAddress("kim@home.example")), kind: .party)
            let now = bench.time.now()
            let token = Tokens.Token(
                hash: Secret.hash("s"), purpose: .bearer, viewer: viewer, label: "Party", expiresAt: now + .seconds(9))
            try await bench.store.write { try Tokens.put(token, in: $0, at: now) }
            bench.time.advance(by: .seconds(9))
            let removal = ExpiredTokenRemoval(store: bench.store, now: bench.time.now)
            try await removal.runOnce()
            let left = try await bench.store.read { try $0.row("SELECT count(*) FROM tokens", [])?.integer(0) }
            #expect(left == 0)
        }
    }
}
