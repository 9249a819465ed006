import CPostgres
import Foundation
import Glibc
import Storage
import Synchronization

/// Exchanges notifications with the other processes on one database: one connection and one thread, which listens for
/// notifications of other processes and sends those of this one.
///
/// Channels that are notified while a message is being sent go into the next one, so that a thousand commits cost a few
/// messages; and a commit never holds the server's single notification lock while it syncs. After a lost connection
/// all channels are notified, because nobody knows what was missed.
final class PostgresNotifier: Sendable {
    private struct State {
        var outgoing: Set<Channel> = []
        var isClosing = false
    }

    private let settings: PostgresSettings
    private let ownership: StoreOwnership
    private let listeners: ChannelListeners
    private let state = Mutex(State())
    private let wakeup: Wakeup
    private let schema: String
    let isOnlyServer: Bool

    private static let firstPauseMilliseconds: Int32 = 50
    private static let pauseMillisecondsMax: Int32 = 2_000
    /// A process can die between its commit and its notification, so all channels are notified at this interval.
    private static let notifyAllMilliseconds: Int32 = 5_000

    /// Connects and starts the thread.
    /// - Throws: `PostgresFailure`, or `StoreError.unavailable` when the schema does not exist.
    static func open(
        _ settings: PostgresSettings, ownership: StoreOwnership, listeners: ChannelListeners
    ) async throws -> PostgresNotifier {
        let connection = try await PostgresConnection.open(settings)
        let (schema, isOnlyServer) = try await connection.run { connection in
            let schema = try connection.query("SELECT current_schema()", []).rows[0].optionalText(0)
            guard let schema else { throw StoreError.unavailable("the schema of the search path does not exist") }
            return (schema, try prepare(connection, ownership))
        }
        let notifier = try PostgresNotifier(settings, ownership, listeners, schema, isOnlyServer: isOnlyServer)
        Thread.detachNewThread { notifier.run(over: connection) }
        return notifier
    }

    private init(
        _ settings: PostgresSettings, _ ownership: StoreOwnership, _ listeners: ChannelListeners, _ schema: String,
        isOnlyServer: Bool
    ) throws {
        self.settings = settings
        self.ownership = ownership
        self.listeners = listeners
        self.schema = schema
        self.isOnlyServer = isOnlyServer
        wakeup = try Wakeup()
    }

    func send(_ channels: Set<Channel>) {
        guard !channels.isEmpty else { return }
        state.withLock { $0.outgoing.formUnion(channels) }
        wakeup.wake()
    }

    /// Returns after all outgoing notifications are sent.
    func close() async {
        state.withLock { $0.isClosing = true }
        wakeup.wake()
        await wakeup.finished()
    }

    /// A server holds a shared lock for as long as it lives, so the server that gets it exclusively is the only one.
    private static func prepare(_ connection: PostgresConnection, _ ownership: StoreOwnership) throws -> Bool {
        try connection.execute("LISTEN matterwire")
        guard ownership == .server else { return false }
        let key = "hashtextextended(current_schema() || '/server', 0)"
        let isAlone = try connection.query("SELECT pg_try_advisory_lock(\(key))", []).rows[0].flag(0)
        try connection.execute("SELECT pg_advisory_lock_shared(\(key))")
        if isAlone { try connection.execute("SELECT pg_advisory_unlock(\(key))") }
        return isAlone
    }
}

extension PostgresNotifier {
    private func run(over first: PostgresConnection) {
        var connection: PostgresConnection? = first
        var pause = Self.firstPauseMilliseconds
        while !isDone(connection) {
            do {
                if connection == nil {
                    connection = try reconnected()
                    listeners.notifyAll()
                }
                if let connection { try exchange(over: connection) }
                pause = Self.firstPauseMilliseconds
            } catch {
                connection = nil
                wakeup.wait(beside: nil, milliseconds: pause)
                pause = min(pause * 2, Self.pauseMillisecondsMax)
            }
        }
        wakeup.finish()
    }

    /// Closing, and nothing is left to send or the connection is lost.
    private func isDone(_ connection: PostgresConnection?) -> Bool {
        state.withLock { $0.isClosing && ($0.outgoing.isEmpty || connection == nil) }
    }

    private func reconnected() throws -> PostgresConnection {
        let connection = try PostgresConnection.openNow(settings)
        _ = try Self.prepare(connection, ownership)
        return connection
    }

    private func exchange(over connection: PostgresConnection) throws {
        let outgoing = state.withLock { state in
            defer { state.outgoing = [] }
            return state.outgoing
        }
        do { try notify(outgoing, over: connection) } catch {
            state.withLock { $0.outgoing.formUnion(outgoing) }
            throw error
        }
        let isTimeOver = !wakeup.wait(beside: connection.socket, milliseconds: Self.notifyAllMilliseconds)
        let notified = try connection.foreignNotifications().compactMap(channel)
        if isTimeOver { listeners.notifyAll() } else { listeners.notify(Set(notified)) }
    }

    /// Other installations may use the same database, each in its own schema.
    private func channel(of payload: String) -> Channel? {
        payload.hasPrefix(schema + "/") ? Channel(String(payload.dropFirst(schema.count + 1))) : nil
    }

    private func notify(_ channels: Set<Channel>, over connection: PostgresConnection) throws {
        for channel in channels {
            _ = try connection.query("SELECT pg_notify('matterwire', $1)", [.text(schema + "/" + channel.name)])
        }
    }
}
