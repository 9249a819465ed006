/// The state of a delivery, as it is stored.
package enum DeliveryState: Int64, StoredState, CaseIterable {
    /// The first unfinished delivery of its subscription and ordering key: it may be claimed once it is due.
    case waiting = 0
    /// Behind an unfinished delivery of the same subscription and ordering key, so that order is kept.
    case queued = 1
    case delivered = 2
    /// The subscription was disabled, and its contract keeps nothing; or the delivery was withdrawn.
    case missed = 3
    /// Attempted as often as the contract allows.
    case abandoned = 4
    /// The subscription was disabled: stored until it is enabled or a person resends the delivery, which queues it
    /// again. Until then it counts as finished, so that retention removes it.
    case held = 5

    package var isFinished: Bool { self != .waiting && self != .queued }
}
