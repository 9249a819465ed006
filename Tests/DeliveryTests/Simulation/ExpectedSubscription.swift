import Matters
import Records
import Webhooks

/// The expected behaviour of one subscription: the contracts implemented a second time, independently, so that a mistake
/// in the dispatcher is not repeated by its test.
struct ExpectedSubscription {
    struct Window: Equatable {
        var openedAt: Instant
        var lastChangeAt: Instant
    }

    let id: Int64
    let variant: ContractVariant
    let events: [String]
    let owner: String
    let messagesPerSecondMax: Int?
    private(set) var status = SubscriptionStatus.active
    private(set) var because: DisableReason?
    /// When it was last disabled or enabled.
    private(set) var statusChangedAt: Instant?
    private(set) var triggered = 0
    private(set) var windows: [String: [Window]] = [:]
    /// Nothing is sent before this.
    private(set) var pausedUntil = Instant.distantPast
    private var abandonedAt: [Instant] = []
    private var failingSince: Instant?

    init(id: Int64, variant: ContractVariant, events: [String], owner: String, messagesPerSecondMax: Int?) {
        self.id = id
        self.variant = variant
        self.events = events
        self.owner = owner
        self.messagesPerSecondMax = messagesPerSecondMax
    }

    /// Catching up counts as enabled.
    var isEnabled: Bool { status == .active }
    var isDeleted: Bool { status == .deleted }
    var keepsWhileDisabled: Bool { variant == .standard || variant == .lawfficientDurable }

    func asks(for event: OutboundEventMark) -> Bool {
        !isDeleted && event.contract == variant.contract && owner != event.hiddenFrom
            && (events.contains("*") || events.contains(event.type))
    }

    mutating func trigger() { if isEnabled { triggered += 1 } }

    mutating func change(_ topic: String, _ resource: String, at now: Instant) {
        let key = "\(topic) \(resource)"
        var window = Window(openedAt: now, lastChangeAt: now)
        if let open = windows[key]?.last, now < open.openedAt + .seconds(120) {
            windows[key]?.removeLast()
            window.openedAt = open.openedAt
        }
        windows[key, default: []].append(window)
    }

    mutating func disable(_ reason: DisableReason, at now: Instant) {
        guard isEnabled else { return }
        status = .disabled
        because = reason
        statusChangedAt = now
    }

    mutating func enable(at now: Instant) {
        guard status == .disabled else { return }
        status = .active
        because = nil
        statusChangedAt = now
        pausedUntil = .distantPast
        abandonedAt = []
        failingSince = nil
    }

    mutating func delete(at now: Instant) { (status, statusChangedAt) = (.deleted, now) }

    /// - Parameter attempt: from 1.
    /// - Returns: the final state of the delivery; nil if it is to be retried.
    mutating func decide(_ answer: SimulatedNetwork.Answer, attempt: Int, at now: Instant) -> DeliveryState? {
        let result = answer.result
        if isDelivered(result) {
            failingSince = nil
            return .delivered
        }
        if failingSince == nil { failingSince = now }
        if variant == .standard, [429, 502, 504].map({ .answered(status: $0) }).contains(result) {
            pausedUntil = max(pausedUntil, now + (answer.retryAfter ?? .seconds(60)))
        }
        let isLast = attempt > retries || (variant == .standard && result == .answered(status: 410))
        switch variant {
        case .actionstep:
            if case .answered = result {
                disable(.unexpectedAnswer, at: now)
                return .abandoned
            }
            if isLast { disable(.unexpectedAnswer, at: now) }
        case .lawvu where isLast:
            abandonedAt = abandonedAt.filter { now - $0 <= .seconds(24 * 3_600) } + [now]
            if abandonedAt.count >= 10 { disable(.abandonedTooOften, at: now) }
        case .standard where result == .answered(status: 410): disable(.gone, at: now)
        case .standard where now - (failingSince ?? now) >= .seconds(5 * 24 * 3_600): disable(.failing, at: now)
        default: break
        }
        return isLast ? .abandoned : nil
    }

    private var retries: Int {
        switch variant {
        case .actionstep, .lawvu: 3
        case .lawfficient: 0
        case .lawfficientDurable, .standard: 7
        }
    }

    private func isDelivered(_ result: AttemptResult) -> Bool {
        guard case .answered(let status) = result else { return false }
        return variant == .actionstep ? status == 200 : (200..<300).contains(status)
    }
}

/// What the model stores of an event.
struct OutboundEventMark {
    var number: Int
    var contract: WebhookContract
    var type: String
    var matter: Int
    var hiddenFrom: String?
    var at: Instant

    var isCoalesced: Bool { contract == .lawvu && ["matter.updated", "contract.updated"].contains(type) }
    var resourceID: String { isCoalesced ? String(matter) : String(number) }
}
