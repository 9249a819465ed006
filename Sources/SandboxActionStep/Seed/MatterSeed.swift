import Matters
import SandboxKit
import Storage

/// One seeded matter: a pure function of the seed, its number and the day.
struct MatterSeed {
    let matterNumber: Int
    /// The number of all seeded matters.
    let count: Int
    let type: Int64
    let action: Int64
    let settlement: CalendarDate
    let stepNumber: Int
    let today: CalendarDate
    /// Index in `FirmPeople.developers`; nil unless a developer sells.
    let developer: Int?
    typealias Property = (name: String, address: String, titleReference: String)
    let property: Property
    var random: SeededRandom

    /// - Parameter matterNumber: from 1. The first ones belong to the people of the demo.
    init(matterNumber: Int, of count: Int, seed: UInt64, today: CalendarDate) {
        var random = SeededRandom(seed: seed, stream: matterNumber)
        self.matterNumber = matterNumber
        self.count = count
        self.today = today
        action = SeedIDs.action(matterNumber)
        type = matterNumber % 2 == 1 ? SeedIDs.purchase : SeedIDs.sale
        // Two sales in five are of the first developer, one in ten of another.
        let sale = matterNumber / 2
        developer =
            matterNumber % 2 == 1 ? nil : sale % 5 == 1 || sale % 5 == 3 ? 0 : sale % 10 == 5 ? 1 + sale / 10 % 3 : nil
        let days = matterNumber == 1 ? 12 : random.number(-45...75)
        settlement = (today + days).onWeekday
        stepNumber = Self.step(daysLeft: Int(settlement.daysSinceEpoch - today.daysSinceEpoch))
        property = Self.property(matterNumber, developer, &random)
        self.random = random
    }

    var isPurchase: Bool { type == SeedIDs.purchase }

    /// The step follows from the days left until settlement.
    private static func step(daysLeft: Int) -> Int {
        let daysLeftFrom = [60, 45, 38, 30, 21, 14, 5, 0, -10]
        return (daysLeftFrom.firstIndex { daysLeft > $0 } ?? daysLeftFrom.count) + 1
    }

    private static func property(_ matterNumber: Int, _ developer: Int?, _ random: inout SeededRandom) -> Property {
        let suburb = random.pick(SampleNames.suburbs)
        let title = "\(random.number(50_000_000...51_999_999))"
        if let developer {
            let lot = "Lot \(matterNumber / 2 + 11), " + SampleNames.estates[developer]
            return (lot, lot + ", Springfield Lakes QLD 4300", title)
        }
        let street = "\(random.number(1...180)) " + random.pick(SampleNames.streets)
        return ("\(street), \(suburb.name)", "\(street), \(suburb.name) QLD \(suburb.postCode)", title)
    }

    mutating func records() -> [ActionStepRecord] {
        let clients = clientRecords()
        let clientIDs = developer.map { [FirmPeople.developers[$0].company] } ?? clients.compactMap { $0.integer("id") }
        let shared = matterNumber == 4 ? [SeedIDs.client(1, 0)] : clientIDs
        let (roles, notes, documents) = (roles(clients: shared), notes(), documents())
        let matter = matter(clients: shared, modified: latest(notes, documents))
        return clients + [matter] + roles + notes + folders() + documents + collections() + tasks() + timeEntries()
            + disbursements() + bills(client: shared[0])
    }

    private mutating func clientRecords() -> [ActionStepRecord] {
        // Matter 4 is the sale of the home of matter 1's buyer.
        guard developer == nil, matterNumber != 4 else { return [] }
        let count = matterNumber == 1 ? 1 : random.number(1...SeedIDs.clientsOfMatterMax)
        return (0..<count).map { index in
            let person = SampleNames.person(matterNumber * SeedIDs.clientsOfMatterMax + index)
            return SeedRecord.person(
                SeedIDs.client(matterNumber, index), matterNumber == 1 ? DemoPeople.client : person,
                at: opened.milliseconds)
        }
    }

    /// The time of the matter's newest note, step move or document.
    private func latest(_ notes: [ActionStepRecord], _ documents: [ActionStepRecord]) -> Int64 {
        let noted = notes.compactMap { $0.integer("entered_timestamp") }
        return (noted + documents.compactMap { $0.integer("modified_timestamp") }).max() ?? opened.milliseconds
    }

    private func matter(clients: [Int64], modified: Int64) -> ActionStepRecord {
        Catalogue.actions.record([
            "id": .integer(action), "name": .text((isPurchase ? "Purchase - " : "Sale - ") + property.name),
            "reference": .text((isPurchase ? "P" : "S") + String(10_000 + matterNumber)), "priority": 0,
            "status": MatterStatus.active.stored, "status_timestamp": opened.stored, "created_timestamp": opened.stored,
            "modified_timestamp": .integer(modified), "assigned_to_id": assignee, "division_id": 1,
            "action_type_id": .integer(type), "step_id": .text("\(type)--\(stepNumber)"),
            "primary_participants_id": .text(clients.map { String($0) }.joined(separator: ",")),
            "bill_settings_id": .integer(action),
            "related_actions_id": SQLValue(relative.map { String(SeedIDs.action($0)) }),
        ])
    }

    /// Matters 1 and 4, and one purchase in twelve with the sale after it, are related.
    private var relative: Int? {
        let other =
            matterNumber % 12 == 7
            ? matterNumber + 1 : matterNumber % 12 == 8 ? matterNumber - 1 : [1: 4, 4: 1][matterNumber]
        return other.flatMap { $0 <= count ? $0 : nil }
    }

    private mutating func roles(clients: [Int64]) -> [ActionStepRecord] {
        var roles = clients.enumerated().map { SeedRecord.role(SeedIDs.client, of: $1, in: action, number: $0 + 1) }
        func add(_ role: Int64, _ person: Int64) { roles.append(SeedRecord.role(role, of: person, in: action)) }
        if let developer { add(SeedIDs.developer, FirmPeople.developers[developer].person) }
        if isPurchase || random.number(1...3) == 1 {
            let lender = matterNumber == 1 ? FirmPeople.lenders[0] : random.pick(FirmPeople.lenders)
            add(SeedIDs.lender, lender.company)
            let isOfDemo = matterNumber % 6 == 1
            add(SeedIDs.mortgageManager, isOfDemo ? FirmPeople.lenders[0].managers[0] : random.pick(lender.managers))
        }
        if isPurchase {
            let firm = random.pick(FirmPeople.brokerages)
            add(SeedIDs.broker, matterNumber % 4 == 1 ? FirmPeople.brokerages[0].brokers[0] : random.pick(firm.brokers))
        }
        add(SeedIDs.agent, random.pick(FirmPeople.agents))
        add(SeedIDs.otherSide, random.pick(FirmPeople.otherSides))
        return roles
    }

    /// 10:00 in Brisbane.
    func morning(_ date: CalendarDate) -> Instant { .seconds(date.daysSinceEpoch * 86_400) }
    func before(_ days: Int) -> CalendarDate { settlement + -days }
    var yesterday: Instant { morning(today + -1) }
    /// 16:00 on the day before, which is in the past whatever time of day the sandbox starts.
    var yesterdayAfternoon: Instant { morning(today) - .seconds(18 * 3_600) }
    /// Yesterday at the latest.
    var opened: Instant { min(morning(before(47)), yesterday) }

    var assignee: SQLValue { .integer(FirmPeople.staff[matterNumber % FirmPeople.staff.count]) }
    /// - Parameter rowsMax: the number of ids that each matter has for such rows.
    func id(_ number: Int, of rowsMax: Int) -> SQLValue { SQLValue(matterNumber * rowsMax + number) }
}

extension CalendarDate {
    static func + (date: CalendarDate, days: Int) -> CalendarDate {
        CalendarDate(daysSinceEpoch: date.daysSinceEpoch + Int64(days))
    }

    /// Moves a weekend day to the next Monday.
    var onWeekday: CalendarDate { weekday > 4 ? self + (7 - weekday) : self }
}
