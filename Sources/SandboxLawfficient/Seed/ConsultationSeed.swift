import Matters
import Records
import SandboxKit
import Webhooks

/// Generates a consultation for each lead but the new ones. No two overlap: each attorney's consultations fill the free times
/// of consecutive working days, the last about two weeks after the start date.
struct ConsultationSeed: Sendable {
    private static let upcomingDaysMax = 10
    /// Start times, in minutes of the day, that are in the office hours of all attorneys.
    private static let times = [600, 660, 810, 900]
    private static let types = ["Initial consultation", "Strategy session", "Document review"]

    let seed: UInt64
    let today: CalendarDate
    let attorneys: [String]

    /// - Parameter leads: those at the stage `new` get no consultation.
    func consultations(of leads: [Lead]) -> [Consultation] {
        let consulted = leads.filter { $0.status.key != "new" }
        let perDay = attorneys.count * Self.times.count
        let days = workingDays((consulted.count + perDay - 1) / perDay)
        return consulted.enumerated().map { index, lead in
            let slot = index / attorneys.count
            let moment = FirmTime.Moment(
                date: days[slot / Self.times.count], minute: Self.times[slot % Self.times.count])
            return consultation(Int64(index + 1), of: lead, with: attorneys[index % attorneys.count], at: moment)
        }
    }

    private func consultation(
        _ number: Int64, of lead: Lead, with attorney: String, at moment: FirmTime.Moment
    ) -> Consultation {
        var random = SeededRandom(seed: seed, stream: 3_000_000 + Int(number))
        let id = random.uuid()
        let isOver = moment.date < today
        let status: Consultation.Status =
            isOver
            ? random.pick([.completed, .completed, .noShow, .canceled])
            : random.pick([.scheduled, .scheduled, .paid, .rescheduled])
        let isPaid = status == .paid || status == .completed
        let startAt = FirmTime().instant(moment)
        return Consultation(
            id: id, number: number, leadID: lead.id, attorneyID: attorney, type: random.pick(Self.types),
            status: status, slot: Slot(startAt: startAt, durationMinutes: 30),
            timeZone: BookingRequest.defaultTimeZone, isPaid: isPaid, amount: isPaid ? 150 : .null,
            outcome: status == .completed ? random.pick(["Qualified", "Not a fit"]) : nil,
            createdAt: lead.createdAt + .seconds(1_800), data: [:])
    }

    /// Working days in ascending order, of which up to ten are after today.
    private func workingDays(_ count: Int) -> [CalendarDate] {
        let upcoming = min((count + 1) / 2, Self.upcomingDaysMax)
        return days(from: today.daysSinceEpoch - 1, by: -1, count - upcoming).reversed()
            + days(from: today.daysSinceEpoch + 1, by: 1, upcoming)
    }

    private func days(from first: Int64, by step: Int64, _ count: Int) -> [CalendarDate] {
        let days = stride(from: first, to: first + step * (Int64(count) * 2 + 10), by: Int64.Stride(step))
        return Array(
            days.lazy.map { CalendarDate(daysSinceEpoch: $0) }
                .filter { $0.weekday < 5 && !OfficeSeed.isHoliday($0) }.prefix(count))
    }
}
