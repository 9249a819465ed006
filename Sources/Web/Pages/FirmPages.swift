import Matters
import Records
import Storage
import Synchronization

/// The page renderer of each firm, made when its first page is requested.
final class FirmPages: Sendable {
    /// Attack: requests for addresses that do not exist, each of which would read the database. The list of firms is
    /// cached for a second.
    private let firms: ExpiringCache<[Firm]>
    static let firmsLifetime: Duration = .seconds(1)
    private let renderers = Mutex<[Firm: PageRenderer]>([:])

    /// - Throws: when a template cannot be read; the server must not start then.
    init(store: any Store, now: @escaping WallClock) throws {
        firms = ExpiringCache(lifetime: Self.firmsLifetime, now: now) { try await store.read { try Firms.all(in: $0) } }
        _ = try Self.make(Self.anonymous)
    }

    /// - Throws: `StoreError`.
    func pages(of firmID: String) async throws -> PageRenderer {
        let firms = try await firms.value()
        return try pages(firms.first { $0.id == firmID } ?? Self.anonymous)
    }

    /// Before anybody has signed in: in the name of the installation's firm, if there is only one.
    /// - Throws: `StoreError`.
    func pagesBeforeSignIn() async throws -> PageRenderer {
        let firms = try await firms.value()
        return try pages(firms.count == 1 ? firms[0] : Self.anonymous)
    }

    /// For the moment in which the database does not answer.
    func pagesWithoutFirm() throws -> PageRenderer { try pages(Self.anonymous) }

    private func pages(_ firm: Firm) throws -> PageRenderer {
        if let renderer = renderers.withLock({ $0[firm] }) { return renderer }
        let renderer = try Self.make(firm)
        renderers.withLock { $0[firm] = renderer }
        return renderer
    }

    private static func make(_ firm: Firm) throws -> PageRenderer {
        guard let zone = FirmTimeZone(identifier: firm.zone) ?? FirmTimeZone(identifier: "UTC") else {
            preconditionFailure("the time zones of this machine are missing; install tzdata")
        }
        return try PageRenderer(firmName: firm.name, zone: zone)
    }

    private static let anonymous = Firm(id: "", name: "Matterwire", zone: "UTC")
}
