/// How much of a server one process takes, and how long it waits.
package struct PostgresLimits: Sendable {
    /// One more, for the bells, comes on top.
    package var connectionsMax = 8
    /// For one of them to be free.
    package var waitMax: Duration = .seconds(10)
    /// For a server that does not answer. Shorter than senders of notices wait for our answer.
    package var patience: Duration = .seconds(4)
    /// Between two attempts to reach it; doubled each time.
    var firstPause: Duration = .milliseconds(50)
    var pauseMax: Duration = .milliseconds(500)

    package init() {}
}
