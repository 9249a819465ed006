import Foundation
import Matters
import Records
import Storage
import Webhooks

/// Settings and firms that are stored in the installation. Every function throws `StoreError`, and `CommandFailure` where
/// something that the command needs is not there.
extension PortalParts {
    private static let portName = "port"
    private static let defaultPort = 8_080

    /// The address to listen on: from the settings, else the one used before, else the default. Port 0 only counts at the
    /// first start.
    /// - Parameter findingFreePort: whether to replace port 0, for commands that need the port without listening on it.
    func address(_ settings: ServerSettings, findingFreePort: Bool = false) async throws -> Address {
        let stored = try await store.read { try Installation.value(Self.portName, in: $0) }
            .flatMap { Int(String(decoding: $0, as: UTF8.self)) }
        let given = settings.port == 0 && stored != nil ? nil : settings.port
        let host = settings.host ?? "127.0.0.1"
        let port = given ?? stored ?? Self.defaultPort
        return Address(
            host: host, port: port == 0 && findingFreePort ? try FreePort.find(host: host) : port,
            publicURL: settings.url)
    }

    func store(port: Int) async throws {
        try await store.write { try Installation.put(Self.portName, Array(String(port).utf8), in: $0) }
    }

    /// Creates a bearer token; shown once, stored as a hash.
    func makeToken(for viewer: Viewer, label: String, validFor: Duration?) async throws -> String {
        let secret = Secret.random()
        let now = SystemClock.now()
        let token = Tokens.Token(
            hash: Secret.hash(secret), purpose: .bearer, viewer: viewer, label: label,
            expiresAt: validFor.map { now + $0 })
        try await store.write { try Tokens.put(token, in: $0, at: now) }
        return secret
    }

    /// The firm of this ID; without an ID, the only firm of the installation.
    func firm(_ id: String?) async throws -> Firm {
        let firms = try await store.read { try Firms.all(in: $0) }
        if let id {
            guard let firm = firms.first(where: { $0.id == id }) else {
                throw CommandFailure.couldNotRun("there is no firm \(id); connect one first")
            }
            return firm
        }
        guard firms.count == 1, let firm = firms.first else {
            throw CommandFailure.couldNotRun(
                firms.isEmpty ? "there is no firm yet; run `matterwire connect`" : "name the firm with --firm")
        }
        return firm
    }

    /// The practice system of the firm.
    func source(of firm: Firm) async throws -> Source {
        let sources = try await store.read { try Sources.all(in: $0) }
        guard let source = sources.first(where: { $0.firmID == firm.id }) else {
            throw CommandFailure.couldNotRun("\(firm.id) is not connected; run `matterwire connect`")
        }
        return source
    }
}
