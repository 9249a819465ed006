import Matters

/// When ActionStep tries again, and when it switches a hook off.
///
/// Published: anything but 200 switches off at once, network errors are tried again "automatically". How often and how
/// long is ours.
enum ActionStepSchedule {
    static let attemptDeadline = Duration.seconds(10)
    static let retryDelays: [Duration] = [.seconds(10), .seconds(60), .seconds(300)]

    static func judge(_ trial: Trial) -> Judgement {
        switch trial.result {
        case .answered(status: 200): Judgement(.delivered)
        case .failed where trial.attempt <= retryDelays.count:
            Judgement(.retry(after: retryDelays[trial.attempt - 1]))
        case .answered, .failed: Judgement(.abandoned, switchesOff: .unexpectedAnswer)
        }
    }
}
