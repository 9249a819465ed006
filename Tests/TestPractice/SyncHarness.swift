import Foundation
import Logging
package import Matters
package import Records
package import Storage
package import Sync
import Synchronization
import TestStore
package import Webhooks

/// A real store with one firm, one source and a processor over a scripted practice system.
package struct SyncHarness {
    package let store: any Store
    package let practice: ScriptedPractice
    package let time = HandClock()
    package var announce: PublishChanges = { _, _, _, _ in }
    package let key = SourceKey(firmID: "f", sourceID: "s")

    package static func run(
        practice: ScriptedPractice = ScriptedPractice(), schema: MigrationSet = PortalSchema.migrations,
        connects: Bool = true,
        _ body: (SyncHarness) async throws -> Void
    ) async throws {
        let folder = NSTemporaryDirectory() + "matterwire-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try await TestStore.open(in: folder)
        try await store.migrate(schema)
        let bench = SyncHarness(store: store, practice: practice)
        if connects { try await bench.connect() }
        try await body(bench)
        await store.close()
    }

    package func connect(sourceID: String = "s") async throws { _ = try await connected(sourceID) }

    package func connected(_ sourceID: String) async throws -> (SourceConnector, Source) {
        let connector = SourceConnector(
            store: store, sealer: Sealer(key: Array(repeating: 7, count: Sealer.keyBytes)), now: time.now)
        let source = try await connector.store(
            .init(
                firm: Firm(id: "f", name: "Firm", zone: "Australia/Brisbane"), sourceID: sourceID,
                system: "actionstep", apiEndpoint: "http://127.0.0.1/", credentials: [1]))
        return (connector, source)
    }

    package func processor(
        newID: @escaping @Sendable () -> String = Secret.id,
        read: @escaping ScriptedAdapter.Read = SyncHarness.read(_:_:)
    ) -> Processor<ContinuousClock> {
        Processor(
            source: key, adapter: ScriptedAdapter(read: read), practice: practice, store: store,
            clock: ContinuousClock(), now: time.now, newID: newID, announce: announce,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// `matter:70151:count`, `person:9`, `hook:1:count`, or anything else as unreadable.
    @Sendable package static func read(_ event: String, _ body: [UInt8]) -> NoticeReading {
        let parts = String(decoding: body, as: UTF8.self).split(separator: ":").map(String.init)
        switch parts.first {
        case "matter": return NoticeReading(subject: .matter(parts[1]), facets: facets(event), key: parts.last)
        case "hook":
            return NoticeReading(
                subject: .nothing, facets: [], key: String(decoding: body, as: UTF8.self),
                number: .init(hookID: parts[1], count: Int64(parts[2]) ?? 0))
        case "person": return NoticeReading(subject: .person(parts[1]), facets: .parties)
        default: return NoticeReading(subject: .anyMatter, facets: .all, deadLetterReason: "not readable")
        }
    }

    private static func facets(_ event: String) -> Facets {
        ["FileNoteCreated": .notes, "StepChanged": .details][event] ?? .all
    }

    package func receive(_ bodies: String..., event: String = "StepChanged") async throws {
        let receiver = Receiver(store: store, now: time.now)
        for body in bodies {
            try await receiver.receive(from: key, event: event, body: Array(body.utf8), bodyBytes: body.utf8.count)
        }
    }

    package func sweep() async throws {
        let moment = time.now()
        try await store.write {
            _ = try Sweeps.request(.all, reason: "test", source: key, in: $0, at: moment)
        }
    }

    /// Runs the processor until no work is left but dead letters and what is due later.
    package func settle(
        newID: @escaping @Sendable () -> String = Secret.id,
        read: @escaping ScriptedAdapter.Read = SyncHarness.read(_:_:)
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            let processor = processor(newID: newID, read: read)
            group.addTask { await processor.run() }
            var progress = store.listen(to: .progress).makeAsyncIterator()
            while try await !isSettled() { await progress.next() }
            group.cancelAll()
        }
    }

    /// Nothing waits, and nothing is being worked on.
    private func isSettled() async throws -> Bool {
        let moment = time.now()
        return try await store.read { reading in
            let left = try reading.row(
                """
                SELECT (SELECT count(*) FROM inbox WHERE state = 0)
                    + (SELECT count(*) FROM dirty_matters
                        WHERE dead_lettered = 0 AND (due_at <= $1 OR lease_token IS NOT NULL))
                    + (SELECT count(*) FROM sweeps
                        WHERE finished_at IS NULL AND (due_at <= $1 OR lease_token IS NOT NULL))
                """, [.integer(moment.milliseconds)])
            return left?.integer(0) == 0
        }
    }

    package func matter(_ ref: SourceRef) async throws -> Matter? {
        try await store.read {
            try MatterRecords.find(refs: [ref], source: key, including: .all, in: $0).first
        }
    }

    package func log() async throws -> [Change] {
        try await store.read { try ChangeLog.entries(after: 0, limit: 10_000, firmID: "f", in: $0).map(\.change) }
    }
}

extension SyncHarness {
    package static func note(_ ref: String, _ text: String) -> Note {
        Note(ref: ref, text: text, author: nil, isSystem: false, notedAt: nil)
    }

    package static func party(_ role: String, _ person: String, _ email: String?) -> Party {
        Party(
            ref: "\(role)--\(person)", roleName: role, personRef: person, name: "Kim", company: nil, email: email,
            phone: nil)
    }
}

/// A wall clock that a test moves.
package final class HandClock: Sendable {
    private let moment = Mutex(Instant(milliseconds: 1_790_000_000_000))
    package var now: WallClock { { self.moment.withLock { $0 } } }
    package func advance(by duration: Duration) { moment.withLock { $0 = $0 + duration } }
}
