/// How many connections one process opens, and how long it waits for them.
package struct PostgresLimits: Sendable {
    /// Without the one connection for notifications.
    package var connectionsMax = 8
    /// How long a transaction waits for a connection.
    package var waitMax: Duration = .seconds(10)
    /// How long a server that does not answer is retried. Shorter than the time-out of those who send notices.
    package var reconnectMax: Duration = .seconds(4)
    /// Between two attempts to connect; doubled each time.
    var firstPause: Duration = .milliseconds(50)
    var pauseMax: Duration = .milliseconds(500)

    package init() {}
}
