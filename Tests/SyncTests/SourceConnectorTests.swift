import Matters
import Records
import Storage
import Sync
import TestPractice
import Testing
import Webhooks

@Suite struct `Credentials of a source` {
    @Test func `are changed from what is stored now, not from what was read at the start`() async throws {
        try await SyncHarness.run { bench in
            let connector = SourceConnector(
                store: bench.store, sealer: Sealer(key: Array(repeating: 7, count: Sealer.keyBytes)),
                now: bench.time.now)
            let start = try #require(try await bench.store.read { try Sources.find(bench.key, in: $0) })
            try await connector.changeCredentials(of: start, apiEndpoint: "http://127.0.0.1/a") { $0 + [2] }
            try await connector.changeCredentials(of: start, apiEndpoint: "http://127.0.0.1/b") { $0 + [3] }
            let stored = try #require(try await connector.stored(start))
            #expect(try connector.credentials(of: stored) == [1, 2, 3])
            #expect(stored.apiEndpoint == "http://127.0.0.1/b")
        }
    }

    @Test func `stay as they are when the change fails`() async throws {
        struct Unreadable: Error {}
        try await SyncHarness.run { bench in
            let connector = SourceConnector(
                store: bench.store, sealer: Sealer(key: Array(repeating: 7, count: Sealer.keyBytes)),
                now: bench.time.now)
            let start = try #require(try await bench.store.read { try Sources.find(bench.key, in: $0) })
            await #expect(throws: (any Error).self) {
                try await connector.changeCredentials(of: start, apiEndpoint: "http://127.0.0.1/a") { _ in
                    throw Unreadable()
                }
            }
            #expect(try await connector.stored(start) == start)
        }
    }
}
