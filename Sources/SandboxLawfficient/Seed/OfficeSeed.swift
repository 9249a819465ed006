import Matters
import SandboxKit
import Storage

/// Generates the firm's staff, office hours and days off.
struct OfficeSeed: Sendable {
    private struct Person {
        let name: String
        let role: String
        /// Office hours on each weekday, in the firm's local time; empty for staff who take no consultations.
        var hours: [Range<Int>] = []
    }

    /// Three bookable attorneys, one schedulable attorney without office hours, two other staff.
    private static let people = [
        Person(name: "Ayesha Cole", role: "attorney", hours: [hour(9)..<hour(17)]),
        Person(name: "Martin Reyes", role: "attorney", hours: [hour(8)..<hour(12), hour(13)..<hour(18)]),
        Person(name: "Judith Park", role: "attorney", hours: [hour(10)..<hour(16)]),
        Person(name: "Emeka Stone", role: "attorney"), Person(name: "Dora Quinn", role: "intake"),
        Person(name: "Luis Byrne", role: "paralegal"),
    ]
    private static func hour(_ hour: Int) -> Int { hour * 60 }

    let ids: [String]
    private let today: CalendarDate

    init(seed: UInt64, today: CalendarDate) {
        var random = SeededRandom(seed: seed, stream: 2_000_000)
        ids = Self.people.map { _ in random.uuid() }
        self.today = today
    }

    /// The staff with office hours.
    var bookable: [String] { zip(ids, Self.people).filter { !$1.hours.isEmpty }.map(\.0) }

    /// New Year and Christmas.
    static func isHoliday(_ date: CalendarDate) -> Bool {
        (date.month, date.day) == (1, 1) || (date.month, date.day) == (12, 25)
    }

    func write(in transaction: any Writing) throws {
        let staff = zip(ids, Self.people).enumerated().map { index, member -> [SQLValue] in
            let (id, person) = member
            let email = person.name.prefix { $0 != " " }.lowercased() + "@riverbendlaw.example"
            return [
                .text(id), SQLValue(index + 1), .text(person.name), .text(email),
                .text(person.role), SQLValue(person.role == "attorney"),
            ]
        }
        try transaction.insert(
            into: "lawfficient_staff", ["id", "number", "name", "email", "role", "is_schedulable"], staff)
        try transaction.insert(
            into: "lawfficient_office_hours", ["attorney_id", "weekday", "from_minute", "until_minute"], hours)
        try transaction.insert(into: "lawfficient_days_off", ["attorney_id", "first_day", "last_day"], daysOff)
    }

    private var hours: [[SQLValue]] {
        zip(ids, Self.people).flatMap { id, person in
            (0..<5).flatMap { weekday in
                person.hours.map {
                    [.text(id), SQLValue(weekday), SQLValue($0.lowerBound), SQLValue($0.upperBound)]
                }
            }
        }
    }

    /// The firm's holidays of six years, and one week of the second attorney after all seeded consultations.
    private var daysOff: [[SQLValue]] {
        let holidays = (today.year...today.year + 5).flatMap { year in
            ["\(year)-01-01", "\(year)-12-25"].map { ("", $0, $0) }
        }
        let first = CalendarDate(daysSinceEpoch: today.daysSinceEpoch + 30)
        let last = CalendarDate(daysSinceEpoch: today.daysSinceEpoch + 36)
        return (holidays + [(ids[1], first.text, last.text)]).map { attorney, first, last in
            [.text(attorney), .text(first), .text(last)]
        }
    }
}
