package struct DispatcherLimits: Sendable {
    package var inFlightMax = 512
    /// Requests to one subscription's endpoint at a time.
    package var perSubscriptionMax = 16
    /// Longer than any attempt may take.
    package var lease = Duration.seconds(60)
    /// How long a shutdown waits for attempts under way before it aborts them.
    package var shutdownGrace = Duration.seconds(2)
    /// The wait after a failure of the store.
    package var storePause = Duration.seconds(1)
    /// Windows closed in one transaction; the others follow in the next.
    package var windowsPerPassMax = 64
    /// Deliveries of each resend job in one transaction.
    package var resendsPerPassMax = 200
    /// Of an answer; the rest is not read.
    package var answerBytesMax = 65_536
    /// How long a finished delivery stays in the log.
    package var finishedRetention = Duration.seconds(30 * 86_400)
    package var purgePause = Duration.seconds(3_600)
    package var purgeBatchMax = 500

    package init() {}
}
