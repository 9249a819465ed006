import Matters
import Records
import Storage
import Synchronization
import TestPractice
import Testing

/// What was announced, of transactions that were run to their end.
private final class Announced: Sendable {
    private let news = Mutex<[MatterChangeSet]>([])
    var announce: PublishChanges { { news, _, _, _ in self.news.withLock { $0 += news } } }
    func taken() -> [MatterChangeSet] {
        news.withLock { news in
            defer { news = [] }
            return news
        }
    }
}

@Suite struct `Announcing changes` {
    @Test func `an import is no news; what changes afterwards is, and so is a matter that comes later`() async throws {
        try await SyncHarness.run { plain in
            let announced = Announced()
            var bench = plain
            bench.announce = announced.announce
            for ref in 1...7 { bench.practice.put(String(ref)) }
            try await bench.sweep()
            try await bench.settle()
            #expect(announced.taken().isEmpty)

            bench.time.advance(by: .seconds(60))
            bench.practice.put("3") { $0.details?.name = "Renamed" }
            bench.practice.put("8")
            try await bench.receive("matter:3:1", "matter:8:1", event: "ActionUpdated")
            try await bench.settle()
            let news = announced.taken().sorted { $0.before.ref < $1.before.ref }
            #expect(news.map(\.before.ref) == ["3", "8"])
            #expect(news.map { $0.changes.map(\.fact) } == [["name"], ["created"]])
            #expect(news.first?.before.details.name == "Matter 3")
        }
    }

    @Test func `a matter that a later walk finds is news`() async throws {
        try await SyncHarness.run { plain in
            let announced = Announced()
            var bench = plain
            bench.announce = announced.announce
            bench.practice.put("1")
            try await bench.sweep()
            try await bench.settle()
            bench.time.advance(by: .seconds(60))
            bench.practice.put("2")
            try await bench.sweep()
            try await bench.settle()
            #expect(announced.taken().map(\.before.ref) == ["2"])
        }
    }

    @Test func `what is fetched and has not changed is not announced`() async throws {
        try await SyncHarness.run { plain in
            let announced = Announced()
            var bench = plain
            bench.announce = announced.announce
            bench.practice.put("1")
            try await bench.receive("matter:1:1")
            try await bench.settle()
            #expect(announced.taken().count == 1)
            try await bench.receive("matter:1:2")
            try await bench.settle()
            #expect(announced.taken().isEmpty)
        }
    }
}
