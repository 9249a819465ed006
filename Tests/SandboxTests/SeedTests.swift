import HTTPTypes
import Matters
import Storage
import Testing
import Webhooks

@testable import Sandbox

@Suite struct `A world from a seed` {
    @Test func `is the same every time, and another with another seed`() {
        let today = CalendarDate(year: 2026, month: 5, day: 4)
        func values(_ seed: UInt64) -> [[SQLValue]] {
            (1...40).flatMap { place -> [[SQLValue]] in
                var matter = MatterSeed(place: place, of: 40, seed: seed, today: today)
                return matter.records().map(\.values)
            }
        }
        #expect(values(7) == values(7))
        #expect(values(7) != values(8))
    }

    @Test func `holds the people of the demonstration`() async throws {
        let fixture = try await Fixture(matters: 12)
        for person in [DemoPeople.broker, DemoPeople.mortgageManager, DemoPeople.developer, DemoPeople.client] {
            let answer = try await fixture.rest(
                .get, "actionparticipants?participant[email]=\(person.email)&pageSize=200")
            #expect(
                answer.json["meta"]?["paging"]?["actionparticipants"]?["recordCount"]?.integer ?? 0 >= 2, "\(person)")
        }
    }

    @Test func `gives two sales in five to one developer`() {
        let today = CalendarDate(year: 2026, month: 5, day: 4)
        let sales = stride(from: 2, through: 1_000, by: 2).map {
            MatterSeed(place: $0, of: 1_000, seed: 1, today: today)
        }
        #expect(sales.filter { $0.developer == 0 }.count == sales.count * 2 / 5)
    }

    @Test func `gives nobody the name of another until all names are used`() {
        let names = (0..<5_000).map { Names.person($0) }.map { $0.first + " " + $0.last }
        #expect(Set(names).count == names.count)
    }

    @Test func `settles on weekdays, near today`() {
        let today = CalendarDate(year: 2026, month: 5, day: 4)
        for place in 1...300 {
            let day = MatterSeed(place: place, of: 300, seed: 3, today: today).settlement
            #expect(day.weekday < 5)
            #expect(abs(day.daysSinceEpoch - today.daysSinceEpoch) < 80)
        }
    }
}
