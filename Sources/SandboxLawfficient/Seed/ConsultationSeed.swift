import Matters
import SandboxKit
import Webhooks

/// Meetings of most leads with an attorney, none at the same time as another: each attorney's come one after the other
/// through the free times of working days, the last of them about two weeks after the world began.
struct ConsultationSeed: Sendable {
    private static let upcomingDaysMax = 10
    /// Minutes of the day that lie in every attorney's hours.
    private static let times = [600, 660, 810, 900]
    private static let types = ["Initial consultation", "Strategy session", "Document review"]

    let seed: UInt64
    let today: CalendarDate
    let attorneys: [String]

    /// Those who are new have not been met yet.
    func consultations(of leads: [Lead]) -> [Consultation] {
        let met = leads.filter { $0.status.key != "new" }
        let perDay = attorneys.count * Self.times.count
        let days = workingDays((met.count + perDay - 1) / perDay)
        return met.enumerated().map { place, lead in
            let (attorney, turn) = (attorneys[place % attorneys.count], place / attorneys.count)
            let moment = FirmTime.Moment(
                date: days[turn / Self.times.count], minute: Self.times[turn % Self.times.count])
            return consultation(Int64(place + 1), of: lead, with: attorney, at: moment)
        }
    }

    private func consultation(
        _ number: Int64, of lead: Lead, with attorney: String, at moment: FirmTime.Moment
    ) -> Consultation {
        var chance = SeededRandom(seed: seed, stream: 3_000_000 + Int(number))
        let id = chance.uuid()
        let isOver = moment.date < today
        let status: Consultation.Status =
            isOver
            ? chance.pick([.completed, .completed, .noShow, .canceled])
            : chance.pick([.scheduled, .scheduled, .paid, .rescheduled])
        let isPaid = status == .paid || status == .completed
        let startAt = FirmTime().instant(moment)
        return Consultation(
            id: id, number: number, leadID: lead.id, attorneyID: attorney, type: chance.pick(Self.types),
            status: status, slot: Slot(startAt: startAt, durationMinutes: 30),
            timeZone: BookingWish.zoneWithoutWish, isPaid: isPaid, amount: isPaid ? 150 : .null,
            outcome: status == .completed ? chance.pick(["Qualified", "Not a fit"]) : nil,
            createdAt: lead.createdAt + .seconds(1_800), data: [:])
    }

    /// So many, in their order; up to ten of them from today on.
    private func workingDays(_ count: Int) -> [CalendarDate] {
        let upcoming = min((count + 1) / 2, Self.upcomingDaysMax)
        return walk(from: today.daysSinceEpoch - 1, by: -1, count - upcoming).reversed()
            + walk(from: today.daysSinceEpoch + 1, by: 1, upcoming)
    }

    private func walk(from first: Int64, by step: Int64, _ count: Int) -> [CalendarDate] {
        let days = stride(from: first, to: first + step * (Int64(count) * 2 + 10), by: Int64.Stride(step))
        return Array(
            days.lazy.map { CalendarDate(daysSinceEpoch: $0) }
                .filter { $0.weekday < 5 && !OfficeSeed.isHoliday($0) }.prefix(count))
    }
}
