import Records

/// A delivery's state for people.
struct DeliveryStatusLabel: Sendable, Equatable {
    var kind: String
    var tag: String

    init(_ state: DeliveryState) {
        (kind, tag) =
            switch state {
            case .waiting, .queued: ("not-started", "On its way")
            case .delivered: ("in-progress", "Delivered")
            case .missed: ("not-needed", "Missed")
            case .abandoned: ("problem", "Given up")
            case .held: ("waiting-on-you", "Held")
            }
    }
}
