import Matters

/// A time slot of a consultation.
struct Slot: Sendable, Equatable {
    static let durationMinutes = 5...1_440

    let startAt: Instant
    let durationMinutes: Int

    var endAt: Instant { startAt + .seconds(durationMinutes * 60) }
}

/// The office hours and days off of an attorney, in the firm's local time.
struct OfficeCalendar: Sendable, Equatable {
    struct Window: Sendable, Equatable {
        /// 0 = Monday.
        let weekday: Int
        /// In minutes of the day.
        let minutes: Range<Int>
    }

    struct DaysOff: Sendable, Equatable {
        let first: CalendarDate
        let last: CalendarDate
    }

    var windows: [Window] = []
    /// The attorney's own and the firm's.
    var daysOff: [DaysOff] = []

    /// Nil when one window contains the whole slot. Adjacent windows are not merged, and no window crosses midnight.
    func failure(for slot: Slot, by time: FirmTime) -> LawfficientFailure? {
        let start = time.moment(slot.startAt)
        if daysOff.contains(where: { ($0.first...$0.last).contains(start.date) }) { return .attorneyUnavailable }
        let fits = windows.contains {
            $0.weekday == start.date.weekday && $0.minutes.lowerBound <= start.minute
                && start.minute + slot.durationMinutes <= $0.minutes.upperBound
        }
        return fits ? nil : .outsideOfficeHours
    }
}
