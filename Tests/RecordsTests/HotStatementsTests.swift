import Foundation
import Matters
import Records
import Storage
import TestStore
import Testing

/// What runs for every notice, every page and every open stream, on a server with a million changes behind it.
@Suite struct `No hot statement reads a table from end to end` {
    private struct Path: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let run: @Sendable (any Writing, LargeFirm) throws -> Void
        init(_ name: String, _ run: @escaping @Sendable (any Writing, LargeFirm) throws -> Void) {
            (testDescription, self.run) = (name, run)
        }
    }

    private static let now = Instant(milliseconds: 10_000_000)
    private static let lease = Lease(token: "l", until: Instant(milliseconds: 20_000_000))
    private static let source = SourceKey(firmID: "f", sourceID: "s")
    private static let staff = viewer("kim@firm.example", .staff)
    private static let party = viewer("p77@x.example", .party)

    private static func viewer(_ address: String, _ kind: Viewer.Kind) -> Viewer {
        guard let address = MailAddress(address) else { preconditionFailure("no address") }
        return Viewer(firmID: "f", address: address, kind: kind)
    }

    private static let paths = [
        Path("a notice is stored") { transaction, _ in
            let receipt = Receipt(
                source: source, event: "e", body: [1], bodyBytes: 1, receivedAt: now)
            try Inbox.append([receipt, receipt], in: transaction)
        },
        Path("notices are sorted") { transaction, _ in
            let waiting = try Inbox.claim(source: source, limit: 10, in: transaction)
            #expect(waiting.count == 10)
            let known = try Inbox.known(keys: ["k7", "none"], source: source, in: transaction)
            #expect(known == ["k7"])
            try Inbox.settle([.init(waiting[0].id, as: .sorted)], in: transaction, at: now)
            _ = try MatterRecords.refs(withPerson: "77", source: source, in: transaction)
            try DirtyMatters.mark(
                ["9": .all], rank: .notice, source: source, in: transaction, at: now)
        },
        Path("dirty matters are claimed and finished") { transaction, _ in
            let claims = try DirtyMatters.claim(
                downTo: .sweep, source: source, limit: 50, lease: lease, in: transaction, at: now)
            #expect(claims.count == 50)
            let refs = claims.map(\.matterRef)
            _ = try MatterRecords.known(refs, source: source, in: transaction)
            _ = try MatterRecords.find(refs: refs, source: source, including: .all, in: transaction)
            _ = try DirtyMatters.held(source: source, lease: lease, in: transaction)
            try DirtyMatters.finish(refs[0], source: source, lease: lease, in: transaction, at: now)
        },
        Path("a change is logged and told") { transaction, firm in
            try ChangeLog.append(
                [Change(.note, fact: Change.added)], matterID: "m7", firmID: "f", in: transaction, at: now)
            let entries = try ChangeLog.entries(
                after: Int64(firm.changes - 10), limit: 500, firmID: "f", in: transaction)
            #expect(entries.count == 11)
            _ = try MatterReader.scopes(
                of: entries.map(\.matterID), for: [staff, party], firmID: "f", in: transaction)
        },
        Path("a stream resumes") { transaction, firm in
            _ = try MatterReader(viewer: party).changes(
                after: Int64(firm.changes - 5_000), limit: 5_000, in: transaction)
        },
        Path("a request says who asks") { transaction, _ in
            let found = try Tokens.find(hash: "h7", purpose: .bearer, in: transaction, at: now)
            #expect(found != nil)
            _ = try Sources.find(tokenHash: "none", in: transaction)
        },
        Path("a party lists its matters") { transaction, _ in
            let page = try MatterReader(viewer: party).page(after: nil, limit: 100, in: transaction)
            #expect(!page.matters.isEmpty)
        },
        Path("staff list a page of all matters") { transaction, _ in
            let page = try MatterReader(viewer: staff).page(after: "m5", limit: 100, in: transaction)
            #expect(page.matters.count == 100)
        },
        Path("staff open the list, and a party theirs") { transaction, _ in
            guard let today = CalendarDate("2026-06-15") else { preconditionFailure("a date") }
            for viewer in [staff, party] {
                let list = try MatterReader(viewer: viewer).list(
                    from: today, matching: nil, limit: 200, in: transaction)
                #expect(!list.matters.isEmpty)
            }
        },
        Path("a document's file is asked for") { transaction, _ in
            _ = try MatterReader(viewer: party).file(of: "d77-1", in: transaction)
        },
        Path("a matter is shown") { transaction, _ in
            let matter = try MatterReader(viewer: party).matter("m77", in: transaction)
            #expect(matter?.documents.count == 3)
        },
    ]

    /// Small tables that are read whole in any case; the rest of the paths must find their rows by an index.
    private static let smallTables = ["firms", "firm_heads", "sources", "workflow_steps", "domains"]

    @Test(arguments: TestStore.Engine.allCases)
    func `on either engine`(engine: TestStore.Engine) async throws {
        let firm: LargeFirm = engine == .postgres ? .onServer : .embedded
        let folder = NSTemporaryDirectory() + "matterwire-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try await TestStore.open(engine, in: folder)
        try await firm.write(to: store)
        for path in Self.paths {
            let scans = try await store.write { transaction in
                let explained = Explained(transaction)
                try path.run(explained, firm)
                return explained.scans
            }
            let large = scans.filter { scan in !Self.smallTables.contains { scan.hasPrefix($0 + ":") } }
            #expect(large.isEmpty, "\(path.testDescription)")
        }
        await store.close()
    }
}
