import Matters
import Records
import Webhooks

/// What the contracts say of one subscription, written a second time in the plainest words, so that a mistake of the
/// engine cannot agree with itself.
struct ExpectedSubscription {
    struct Window: Equatable {
        var openedAt: Instant
        var lastChangeAt: Instant
    }

    let id: Int64
    let terms: Terms
    let events: [String]
    let owner: String
    let messagesPerSecondMax: Int?
    private(set) var status = Subscription.Status.active
    private(set) var because: SwitchOff?
    /// When it was last off, or is.
    private(set) var wasOffAt: Instant?
    private(set) var triggered = 0
    private(set) var windows: [String: [Window]] = [:]
    /// Nothing is sent before.
    private(set) var pausedUntil = Instant.distantPast
    private var abandonedAt: [Instant] = []
    private var failingSince: Instant?

    init(id: Int64, terms: Terms, events: [String], owner: String, messagesPerSecondMax: Int?) {
        (self.id, self.terms, self.events, self.owner) = (id, terms, events, owner)
        self.messagesPerSecondMax = messagesPerSecondMax
    }

    /// Catching up is being on.
    var isOn: Bool { status == .active }
    var isDeleted: Bool { status == .deleted }
    var keeps: Bool { terms == .standard || terms == .lawfficientDurable }

    func asks(for event: OutboundEventMark) -> Bool {
        !isDeleted && event.contract == terms.contract && owner != event.hiddenFrom
            && (events.contains("*") || events.contains(event.type))
    }

    mutating func trigger() { if isOn { triggered += 1 } }

    mutating func change(_ topic: String, _ resource: String, at now: Instant) {
        let key = "\(topic) \(resource)"
        var window = Window(openedAt: now, lastChangeAt: now)
        if let open = windows[key]?.last, now < open.openedAt + .seconds(120) {
            windows[key]?.removeLast()
            window.openedAt = open.openedAt
        }
        windows[key, default: []].append(window)
    }

    mutating func switchOff(_ reason: SwitchOff, at now: Instant) {
        guard isOn else { return }
        (status, because, wasOffAt) = (.disabled, reason, now)
    }

    mutating func switchOn(at now: Instant) {
        guard status == .disabled else { return }
        (status, because, wasOffAt, pausedUntil) = (.active, nil, now, .distantPast)
        (abandonedAt, failingSince) = ([], nil)
    }

    mutating func delete(at now: Instant) { (status, wasOffAt) = (.deleted, now) }

    /// - Parameter attempt: from 1.
    /// - Returns: what becomes of the delivery; nil if it is to be tried again.
    mutating func judge(_ answer: SimulatedNetwork.Answer, attempt: Int, at now: Instant) -> Deliveries.State? {
        let result = answer.result
        if isTaken(result) {
            failingSince = nil
            return .delivered
        }
        if failingSince == nil { failingSince = now }
        if terms == .standard, [429, 502, 504].map({ .answered(status: $0) }).contains(result) {
            pausedUntil = max(pausedUntil, now + (answer.retryAfter ?? .seconds(60)))
        }
        let isLast = attempt > retries || (terms == .standard && result == .answered(status: 410))
        switch terms {
        case .actionstep:
            if case .answered = result {
                switchOff(.unexpectedAnswer, at: now)
                return .abandoned
            }
            if isLast { switchOff(.unexpectedAnswer, at: now) }
        case .lawvu where isLast:
            abandonedAt = abandonedAt.filter { now - $0 <= .seconds(24 * 3_600) } + [now]
            if abandonedAt.count >= 10 { switchOff(.abandonedTooOften, at: now) }
        case .standard where result == .answered(status: 410): switchOff(.gone, at: now)
        case .standard where now - (failingSince ?? now) >= .seconds(5 * 24 * 3_600): switchOff(.failing, at: now)
        default: break
        }
        return isLast ? .abandoned : nil
    }

    private var retries: Int {
        switch terms {
        case .actionstep, .lawvu: 3
        case .lawfficient: 0
        case .lawfficientDurable, .standard: 7
        }
    }

    private func isTaken(_ result: AttemptResult) -> Bool {
        guard case .answered(let status) = result else { return false }
        return terms == .actionstep ? status == 200 : (200..<300).contains(status)
    }
}

/// What the model has to know of an event.
struct OutboundEventMark {
    var number: Int
    var contract: WebhookContract
    var type: String
    var matter: Int
    var hiddenFrom: String?
    var at: Instant

    var isGathered: Bool { contract == .lawvu && ["matter.updated", "contract.updated"].contains(type) }
    var resourceID: String { isGathered ? String(matter) : String(number) }
}
