import Matters
import Records
import Storage
import Synchronization

/// The pages of each firm, made once: templates are read and checked when a firm's first page is asked for.
final class PageLibrary: Sendable {
    /// Asked for by everybody, even for addresses that lead nowhere.
    private let firms: Remembered<[Firm]>
    static let rememberedFor: Duration = .seconds(1)
    private let known = Mutex<[Firm: Pages]>([:])

    /// - Throws: when a template cannot be read; the server must not start then.
    init(store: any Store, now: @escaping WallClock) throws {
        firms = Remembered(for: Self.rememberedFor, now: now) { try await store.read { try Firms.all(in: $0) } }
        _ = try Self.make(Self.nobody)
    }

    func pages(of firmID: String) async throws -> Pages {
        let firms = try await firms.value()
        return try pages(firms.first { $0.id == firmID } ?? Self.nobody)
    }

    /// For somebody of whom nothing is known yet: the one firm of this installation speaks, if there is one.
    func pagesBeforeSignIn() async throws -> Pages {
        let firms = try await firms.value()
        return try pages(firms.count == 1 ? firms[0] : Self.nobody)
    }

    /// For a moment in which not even the firms can be read.
    func pagesWithoutRows() throws -> Pages { try pages(Self.nobody) }

    private func pages(_ firm: Firm) throws -> Pages {
        if let found = known.withLock({ $0[firm] }) { return found }
        let made = try Self.make(firm)
        known.withLock { $0[firm] = made }
        return made
    }

    private static func make(_ firm: Firm) throws -> Pages {
        guard let zone = FirmZone(identifier: firm.zone) ?? FirmZone(identifier: "UTC") else {
            preconditionFailure("the time zones of this machine are missing; install tzdata")
        }
        return try Pages(firmName: firm.name, zone: zone)
    }

    private static let nobody = Firm(id: "", name: "Matterwire", zone: "UTC")
}
