import HTTPTypes
import Matters
import Storage
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `A world from a seed` {
    @Test func `is the same every time, and another with another seed`() {
        let today = CalendarDate(year: 2026, month: 5, day: 4)
        func values(_ seed: UInt64) -> [[SQLValue]] {
            (1...40).flatMap { place -> [[SQLValue]] in
                var matter = MatterSeed(matterNumber: place, of: 40, seed: seed, today: today)
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

    @Test func `says of each matter that it was touched when its youngest note or document came, and never later`() {
        let today = CalendarDate(year: 2026, month: 5, day: 4)
        let midnight = Instant(iso8601: "2026-05-04T00:00:00+10:00")?.milliseconds ?? 0
        for place in 1...200 {
            var matter = MatterSeed(matterNumber: place, of: 200, seed: 7, today: today)
            let records = matter.records()
            func moments(_ resource: Resource, _ column: String) -> [Int64] {
                records.filter { $0.resource.name == resource.name }.compactMap { $0.integer(column) }
            }
            let modified = moments(Catalogue.actions, "modified_timestamp").first ?? 0
            let others =
                moments(Catalogue.fileNotes, "entered_timestamp") + moments(Catalogue.documents, "modified_timestamp")
            #expect(modified == others.max())
            #expect(modified < midnight)
            #expect(modified >= moments(Catalogue.actions, "created_timestamp").first ?? .max)
        }
    }

    @Test func `gives two sales in five to one developer`() {
        let today = CalendarDate(year: 2026, month: 5, day: 4)
        let sales = stride(from: 2, through: 1_000, by: 2).map {
            MatterSeed(matterNumber: $0, of: 1_000, seed: 1, today: today)
        }
        #expect(sales.filter { $0.developer == 0 }.count == sales.count * 2 / 5)
    }

    @Test func `gives nobody the name of another until all names are used`() {
        let names = (0..<5_000).map { SampleNames.person($0) }.map { $0.firstName + " " + $0.lastName }
        #expect(Set(names).count == names.count)
    }

    @Test func `numbers nothing twice, and links to what is there`() {
        let today = CalendarDate(year: 2026, month: 5, day: 4)
        let records = (1...60).flatMap { place -> [ActionStepRecord] in
            var matter = MatterSeed(matterNumber: place, of: 60, seed: 5, today: today)
            return matter.records()
        }
        let all = records + FirmSetUp.records + FirmPeople.records(at: 0)
        let names = all.map { $0.resource.name + " " + $0.idText }
        let known = Set(names)
        #expect(known.count == names.count)
        for record in all {
            for link in record.resource.links where link.isStored && Catalogue.resource(link.target) != nil {
                let ids = record.text(link.column).map(link.ids) ?? []
                for id in ids { #expect(known.contains(link.target + " " + id), "\(record.idText) \(link.name)") }
            }
        }
    }

    @Test(arguments: [1, 3, 4, 7, 8, 30])
    func `relates matters both ways, and to none that is not there`(_ count: Int) {
        let today = CalendarDate(year: 2026, month: 5, day: 4)
        let pairs = (1...count).flatMap { place -> [(String, String)] in
            var matter = MatterSeed(matterNumber: place, of: count, seed: 5, today: today)
            let action = matter.records().first { $0.resource.name == "actions" }
            return [action?.text("related_actions_id").map { (action?.idText ?? "", $0) }].compactMap { $0 }
        }
        #expect(Set(pairs.map { $0.0 + $0.1 }) == Set(pairs.map { $0.1 + $0.0 }))
        #expect(pairs.isEmpty == (count < 4))
    }

    @Test func `settles on weekdays, near today`() {
        let today = CalendarDate(year: 2026, month: 5, day: 4)
        for place in 1...300 {
            let day = MatterSeed(matterNumber: place, of: 300, seed: 3, today: today).settlement
            #expect(day.weekday < 5)
            #expect(abs(day.daysSinceEpoch - today.daysSinceEpoch) < 80)
        }
    }
}
