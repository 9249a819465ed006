import Matters

/// A stretch of time at an attorney's.
struct Slot: Sendable, Equatable {
    static let durationMinutes = 5...1_440

    let startAt: Instant
    let durationMinutes: Int

    var endAt: Instant { startAt + .seconds(durationMinutes * 60) }
}

/// When an attorney can be met, by the wall clock of the firm.
struct OfficeCalendar: Sendable, Equatable {
    struct Window: Sendable, Equatable {
        /// 0 = Monday.
        let weekday: Int
        /// Of the day.
        let minutes: Range<Int>
    }

    struct DaysOff: Sendable, Equatable {
        let first: CalendarDate
        let last: CalendarDate
    }

    var windows: [Window] = []
    /// The attorney's own and the firm's.
    var daysOff: [DaysOff] = []

    /// Nil when the slot lies in one window whole: two that touch make no longer one, and none goes past midnight.
    func refusal(of slot: Slot, by time: FirmTime) -> LawfficientFailure? {
        let start = time.moment(slot.startAt)
        if daysOff.contains(where: { ($0.first...$0.last).contains(start.date) }) { return .attorneyUnavailable }
        let fits = windows.contains {
            $0.weekday == start.date.weekday && $0.minutes.lowerBound <= start.minute
                && start.minute + slot.durationMinutes <= $0.minutes.upperBound
        }
        return fits ? nil : .outsideOfficeHours
    }
}
