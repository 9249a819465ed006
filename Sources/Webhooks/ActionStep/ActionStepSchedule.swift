import Matters

/// When ActionStep tries again, and when it switches a hook off.
///
/// Published: anything but 200 switches off at once, network errors are tried again "automatically". How often and how
/// long is ours.
enum ActionStepSchedule {
    static let attemptDeadline = Duration.seconds(10)
    static let retryDelays: [Duration] = [.seconds(10), .seconds(60), .seconds(300)]

    static func verdict(on result: AttemptResult, attempt: Int) -> Verdict {
        switch result {
        case .answered(status: 200): .delivered
        case .answered: .disable
        case .failed: attempt <= retryDelays.count ? .retry(after: retryDelays[attempt - 1]) : .disable
        }
    }
}
