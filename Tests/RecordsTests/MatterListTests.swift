import Foundation
import Matters
import Storage
import TestStore
import Testing

@testable import Records

@Suite struct `A list of matters` {
    private static let today = "2026-06-15"

    @Test(
        arguments: [
            (true, "2026-06-15", .ahead), (true, "2026-06-14", .settled), (true, nil, .undated),
            (false, "2026-06-15", .over), (false, "2026-06-14", .over), (false, nil, .overUndated),
        ] as [(Bool, String?, MatterOrder)])
    func `puts what settles next first and what is over last`(isOpen: Bool, day: String?, order: MatterOrder) {
        #expect(MatterOrder(isOpen: isOpen, settlementOn: day, today: Self.today) == order)
    }

    /// Staff see all of them; one person a seventh, another three.
    private static let matters = MatterReader.countedMax + 100
    private static let shownMax = SQLList.countMax
    private static let staff = viewer("kim@firm.example", .staff)
    private static let broker = viewer("broker@loans.example", .party)
    private static let client = viewer("client@home.example", .party)

    private static func viewer(_ address: String, _ kind: Viewer.Kind) -> Viewer {
        guard let address = MailAddress(address) else { preconditionFailure("no address") }
        return Viewer(firmID: "f", address: address, kind: kind)
    }

    private static let numbers =
        "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < \(matters))"
    private static let day = "CASE WHEN n % 5 = 0 THEN NULL WHEN n % 2 = 0 THEN '2026-07-' ELSE '2026-05-' END"
    private static let statements = [
        """
        \(numbers) INSERT INTO matters (firm_id, matter_id, source_id, system, source_ref, reference, name, type_ref,
            type_name, system_status, is_deleted, settlement_on, updated_at, shown_updated_at, as_at, swept, is_open,
            search_text)
        SELECT 'f', 'm' || (100000 + n), 's', 'actionstep', 'r' || n, 'P' || n, 'Lot ' || n, '33', 'Purchase', 'Active',
            0, \(day) || (10 + n % 19), 0, 0, 0, 0, CASE WHEN n % 3 = 0 THEN 0 ELSE 1 END,
            'lot ' || n || ' 50%_off p' || n
        FROM numbers
        """,
        """
        \(numbers) INSERT INTO access (firm_id, holder, matter_id, relation)
        SELECT 'f', 'staff', 'm' || (100000 + n), 'staff' FROM numbers
        UNION ALL SELECT 'f', 'person:broker@loans.example', 'm' || (100000 + n), 'named' FROM numbers WHERE n % 7 = 1
        UNION ALL SELECT 'f', 'domain:loans.example', 'm' || (100000 + n), 'domain' FROM numbers WHERE n % 14 = 1
        UNION ALL SELECT 'f', 'person:client@home.example', 'm' || (100000 + n), 'client' FROM numbers WHERE n < 4
        """,
    ]

    private static func withFirm(
        _ engine: TestStore.Engine, _ body: (any Store) async throws -> Void
    ) async throws {
        let folder = NSTemporaryDirectory() + "matterwire-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try await TestStore.open(engine, in: folder)
        try await store.migrate(PortalSchema.migrations)
        try await store.write { transaction in for statement in statements { try transaction.run(statement) } }
        try await body(store)
        await store.close()
    }

    private static func list(
        _ viewer: Viewer, _ text: String? = nil, limit: Int = shownMax, in store: any Store
    ) async throws -> (ids: [String], seen: BoundedCount) {
        let today = try #require(CalendarDate(today))
        let found = try await store.read {
            try MatterReader(viewer: viewer).list(from: today, matching: text, limit: limit, in: $0)
        }
        return (found.matters.map(\.id), found.seen)
    }

    @Test(arguments: TestStore.Engine.allCases)
    func `comes in the same order whether it is walked or picked out`(engine: TestStore.Engine) async throws {
        try await Self.withFirm(engine) { store in
            let all = try await Self.list(Self.staff, in: store)
            let own = try await Self.list(Self.broker, in: store)
            #expect(all.ids.count == Self.shownMax)
            #expect(own.ids.count == Self.matters / 7)
            let common = all.ids.filter(Set(own.ids).contains)
            #expect(!common.isEmpty)
            #expect(common == Array(own.ids.prefix(common.count)))
            let start = try await Self.list(Self.staff, limit: 7, in: store)
            #expect(start.ids == Array(all.ids.prefix(7)))
        }
    }

    @Test(arguments: TestStore.Engine.allCases)
    func `says how many there are, counted no further than is worth it`(engine: TestStore.Engine) async throws {
        try await Self.withFirm(engine) { store in
            let all = try await Self.list(Self.staff, limit: 1, in: store)
            #expect(all.seen == BoundedCount(MatterReader.countedMax, isMore: true))
            let own = try await Self.list(Self.client, in: store)
            #expect(own.seen == BoundedCount(3))
        }
    }

    @Test(arguments: TestStore.Engine.allCases)
    func `is searched without regard to case, for what was typed and nothing else`(
        engine: TestStore.Engine
    ) async throws {
        try await Self.withFirm(engine) { store in
            for (viewer, text, count) in [
                (Self.staff, "LOT 2099 ", 1), (Self.staff, "p2099", 1), (Self.staff, "50%_OFF", Self.shownMax),
                (Self.staff, "5%_", 0), (Self.staff, "\\", 0), (Self.client, "p2", 1), (Self.client, "p2099", 0),
                (Self.broker, "p2099", 0), (Self.broker, "p2094", 1),
            ] {
                let found = try await Self.list(viewer, text, in: store)
                #expect(found.ids.count == count, "\(viewer.address.text): \(text)")
            }
        }
    }
}
