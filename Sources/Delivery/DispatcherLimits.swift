extension Dispatcher {
    /// Every bound of the dispatcher.
    package struct Limits: Sendable {
        package var inFlightMax = 512
        /// Requests to one subscription's endpoint at a time.
        package var perSubscriptionMax = 16
        /// Longer than any attempt may take.
        package var lease = Duration.seconds(60)
        /// What a shutdown waits for attempts under way before it breaks them off.
        package var shutdownGrace = Duration.seconds(2)
        /// After a failure of the store.
        package var storePause = Duration.seconds(1)
        /// In one transaction; the rest in the next.
        package var windowsPerTurnMax = 64
        package var resendsPerTurnMax = 200
        /// Of an answer.
        package var answerBytesMax = 65_536
        /// How long a finished delivery is kept for the log.
        package var finishedKept = Duration.seconds(30 * 86_400)
        package var forgettingPause = Duration.seconds(3_600)
        package var forgottenAtOnce = 500
        package init() {}
    }
}
