extension Dispatcher {
    /// Every bound of the dispatcher.
    package struct Limits: Sendable {
        package var inFlightMax = 512
        /// Requests to one subscription's endpoint at a time.
        package var perSubscriptionMax = 8
        /// Deliveries of one key sent one after another before others have a turn.
        package var runLengthMax = 32
        /// Longer than any attempt may take.
        package var lease = Duration.seconds(60)
        /// What a shutdown waits for attempts under way before it breaks them off.
        package var shutdownGrace = Duration.seconds(2)
        /// After a failure of the store.
        package var storePause = Duration.seconds(1)
        /// Attempts written down in one transaction.
        package var settlementsPerCommitMax = 64
        /// Of an answer.
        package var answerBytesMax = 65_536
        package init() {}
    }
}
