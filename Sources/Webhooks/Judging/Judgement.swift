package import Matters

/// One attempt, with all that a contract asks about it.
package struct Trial: Sendable, Equatable {
    package var result: AttemptResult
    /// From 1.
    package var attempt: Int
    /// What the answer asked for.
    package var retryAfter: Duration?
    /// Of an endpoint of Lawfficient: whether it was promised more than one try.
    package var isDurable: Bool
    /// From 0 to 1, for the jitter of the wait.
    package var chance: Double
    package var at: Instant

    package init(
        _ result: AttemptResult, attempt: Int, retryAfter: Duration? = nil, isDurable: Bool = false,
        chance: Double = 0.5, at: Instant
    ) {
        (self.result, self.attempt, self.retryAfter) = (result, attempt, retryAfter)
        (self.isDurable, self.chance, self.at) = (isDurable, chance, at)
    }
}

/// What a contract makes of an attempt: for the delivery, and for the subscription.
package struct Judgement: Sendable, Equatable {
    package var fate: Fate
    package var switchesOff: SwitchOff?
    /// Nothing is sent to the endpoint for so long.
    package var pause: Duration?

    package init(_ fate: Fate, switchesOff: SwitchOff? = nil, pause: Duration? = nil) {
        (self.fate, self.switchesOff, self.pause) = (fate, switchesOff, pause)
    }
}

extension WebhookContract {
    /// Pure: draws the consequences of an attempt, and remembers in `standing` what the next one needs.
    package func judge(_ trial: Trial, _ standing: inout Standing) -> Judgement {
        let judgement =
            switch self {
            case .actionstep: ActionStepSchedule.judge(trial)
            case .lawvu: LawVuStanding.judge(trial, &standing)
            case .lawfficient: LawfficientSchedule.judge(trial)
            case .standard: StandardStanding.judge(trial, &standing)
            }
        standing.failingSince = judgement.fate == .delivered ? nil : standing.failingSince ?? trial.at
        return judgement
    }
}

extension LawVuStanding {
    static func judge(_ trial: Trial, _ standing: inout Standing) -> Judgement {
        let fate = LawVuSchedule.fate(of: trial.result, attempt: trial.attempt)
        var own = LawVuStanding(abandonedAt: standing.abandonedAt)
        let actions = own.record(fate, at: trial.at)
        standing.abandonedAt = own.abandonedAt
        return Judgement(fate, switchesOff: actions.isEmpty ? nil : .abandonedTooOften)
    }
}

extension LawfficientSchedule {
    static func judge(_ trial: Trial) -> Judgement {
        Judgement(
            LawfficientSchedule(isDurable: trial.isDurable).fate(
                of: trial.result, attempt: trial.attempt, chance: trial.chance))
    }
}

extension StandardStanding {
    static func judge(_ trial: Trial, _ standing: inout Standing) -> Judgement {
        var own = StandardStanding(failingSince: standing.failingSince)
        var judgement = Judgement(
            StandardSchedule.fate(
                of: trial.result, attempt: trial.attempt, retryAfter: trial.retryAfter, chance: trial.chance))
        for action in own.record(trial.result, retryAfter: trial.retryAfter, at: trial.at) {
            switch action {
            case .disable(.gone): judgement.switchesOff = .gone
            case .disable(.failing): judgement.switchesOff = .failing
            case .slowDown(let pause): judgement.pause = pause
            }
        }
        standing.failingSince = own.failingSince
        return judgement
    }
}
