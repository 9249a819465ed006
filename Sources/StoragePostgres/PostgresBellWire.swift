import CPostgres
import Foundation
import Glibc
import Storage
import Synchronization

/// Carries bells between the processes on one database: a connection and a thread of its own, which waits for
/// notifications of others and passes on what was rung here.
///
/// What is rung while a message is under way goes out in the next one, so that a thousand commits cost a few messages;
/// and a commit never holds the server's one lock on notifications while it syncs. When the wire was cut, everybody is
/// rung at its mending, for nobody knows what was missed.
final class PostgresBellWire: Sendable {
    private struct State {
        var outgoing: Set<Channel> = []
        var isClosing = false
    }

    private let settings: PostgresSettings
    private let ownership: StoreOwnership
    private let bells: Bells
    private let state = Mutex(State())
    private let wake: Wakeup
    private let schema: String
    let isOnlyServer: Bool

    private static let firstPauseMilliseconds: Int32 = 50
    private static let pauseMillisecondsMax: Int32 = 2_000
    /// A bell can die with the process that rang it, between its commit and its message: everybody looks now and then.
    private static let lookAgainMilliseconds: Int32 = 5_000

    static func open(
        _ settings: PostgresSettings, ownership: StoreOwnership, bells: Bells
    ) async throws -> PostgresBellWire {
        let connection = try await PostgresConnection.open(settings)
        let (schema, isOnlyServer) = try await connection.run { connection in
            let schema = try connection.query("SELECT current_schema()", []).rows[0].optionalText(0)
            guard let schema else { throw StoreError.unavailable("the schema of the search path does not exist") }
            return (schema, try prepare(connection, ownership))
        }
        let wire = try PostgresBellWire(settings, ownership, bells, schema, isOnlyServer: isOnlyServer)
        Thread.detachNewThread { wire.carry(over: connection) }
        return wire
    }

    private init(
        _ settings: PostgresSettings, _ ownership: StoreOwnership, _ bells: Bells, _ schema: String,
        isOnlyServer: Bool
    ) throws {
        (self.settings, self.ownership, self.bells) = (settings, ownership, bells)
        (self.schema, self.isOnlyServer) = (schema, isOnlyServer)
        wake = try Wakeup()
    }

    func send(_ channels: Set<Channel>) {
        guard !channels.isEmpty else { return }
        state.withLock { $0.outgoing.formUnion(channels) }
        wake.ring()
    }

    /// Returns after what was rung has gone out.
    func close() async {
        state.withLock { $0.isClosing = true }
        wake.ring()
        await wake.finished()
    }

    /// A server holds a shared lock for as long as it lives. Whoever can have it alone is the only one.
    private static func prepare(_ connection: PostgresConnection, _ ownership: StoreOwnership) throws -> Bool {
        try connection.execute("LISTEN matterwire")
        guard ownership == .server else { return false }
        let key = "hashtextextended(current_schema() || '/server', 0)"
        let alone = try connection.query("SELECT pg_try_advisory_lock(\(key))", []).rows[0].flag(0)
        try connection.execute("SELECT pg_advisory_lock_shared(\(key))")
        if alone { try connection.execute("SELECT pg_advisory_unlock(\(key))") }
        return alone
    }
}

extension PostgresBellWire {
    private func carry(over first: PostgresConnection) {
        var (connection, pause): (PostgresConnection?, Int32) = (first, Self.firstPauseMilliseconds)
        while !isDone(connection) {
            do {
                if connection == nil {
                    connection = try reopened()
                    bells.ringAll()
                }
                if let connection { try exchange(over: connection) }
                pause = Self.firstPauseMilliseconds
            } catch {
                connection = nil
                wake.wait(beside: nil, milliseconds: pause)
                pause = min(pause * 2, Self.pauseMillisecondsMax)
            }
        }
        wake.finish()
    }

    /// Closing, and nothing left to say or nobody to say it to.
    private func isDone(_ connection: PostgresConnection?) -> Bool {
        state.withLock { $0.isClosing && ($0.outgoing.isEmpty || connection == nil) }
    }

    private func reopened() throws -> PostgresConnection {
        let connection = try PostgresConnection.openNow(settings)
        _ = try Self.prepare(connection, ownership)
        return connection
    }

    private func exchange(over connection: PostgresConnection) throws {
        let outgoing = state.withLock { state in
            defer { state.outgoing = [] }
            return state.outgoing
        }
        do { try pass(on: outgoing, over: connection) } catch {
            state.withLock { $0.outgoing.formUnion(outgoing) }
            throw error
        }
        let isLookDue = !wake.wait(beside: connection.socket, milliseconds: Self.lookAgainMilliseconds)
        let rung = try connection.notifications().filter { !$0.isOwn }.compactMap { channel(of: $0.payload) }
        if isLookDue { bells.ringAll() } else { bells.ring(Set(rung)) }
    }

    /// Other installations may live beside ours in the same database, each in a schema of its own.
    private func channel(of payload: String) -> Channel? {
        payload.hasPrefix(schema + "/") ? Channel(String(payload.dropFirst(schema.count + 1))) : nil
    }

    private func pass(on channels: Set<Channel>, over connection: PostgresConnection) throws {
        for channel in channels {
            _ = try connection.query("SELECT pg_notify('matterwire', $1)", [.text(schema + "/" + channel.name)])
        }
    }
}
