import Foundation
import Matters
import Records
import Storage
import Synchronization
import TestStore
import Testing

@Suite struct `The log of changes` {
    private static let writers = 16
    private static let appendsEach = 20

    @Test(arguments: TestStore.Engine.allCases)
    func `a reader who follows it beside many writers misses no number and sees none twice`(
        engine: TestStore.Engine
    ) async throws {
        try await withStore(engine) { store in
            let seen = try await withThrowingTaskGroup(of: [Int64].self) { group in
                group.addTask { try await Self.follow(store) }
                for writer in 0..<Self.writers {
                    group.addTask {
                        for number in 0..<Self.appendsEach {
                            try await Self.append(1 + number % 5, by: writer, to: store)
                        }
                        return []
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(seen == Array(1...Self.total))
        }
    }

    private static let total = Int64(writers * appendsEach / 5 * (1 + 2 + 3 + 4 + 5))

    private static func append(_ count: Int, by writer: Int, to store: any Store) async throws {
        let changes = (0..<count).map { Change(.note, subject: "\($0)", fact: Change.added) }
        try await store.write { transaction in
            try ChangeLog.append(
                changes, matterID: "m\(writer)", firmID: "f", in: transaction, at: Instant(milliseconds: 0))
        }
    }

    /// Reads on from the last number it has seen, as every reader of the log does.
    private static func follow(_ store: any Store) async throws -> [Int64] {
        var rings = store.listen(to: .changes).makeAsyncIterator()
        var seen: [Int64] = []
        while true {
            let after = seen.last ?? 0
            let found = try await store.read {
                try ChangeLog.entries(after: after, limit: 50, firmID: "f", in: $0)
            }.map(\.seq)
            seen += found
            if seen.last == total { return seen }
            if found.isEmpty { await rings.next() }
        }
    }

    private func withStore(_ engine: TestStore.Engine, _ body: (any Store) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "matterwire-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try await TestStore.open(engine, in: folder)
        try await store.migrate(PortalSchema.migrations)
        try await store.write {
            try Firms.put(Firm(id: "f", name: "Firm", zone: "UTC"), in: $0, at: Instant(milliseconds: 0))
        }
        try await body(store)
        await store.close()
    }
}
