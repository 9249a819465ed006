import Matters
import SandboxKit
import Webhooks

/// Generates one plausible contract from the seed, its position and the start date.
struct LawVuContractSeed {
    private let position: Int
    private let matters: Int
    private let begunAt: Instant
    private var random: SeededRandom

    /// - Parameter position: from 1.
    init(_ position: Int, seed: UInt64, matters: Int, begunAt: Instant) {
        self.position = position
        self.matters = matters
        self.begunAt = begunAt
        random = SeededRandom(seed: seed ^ 0x434F_4E54, stream: position)
    }

    mutating func generate() -> SeededMatterOrContract {
        let createdAt = begunAt - Duration.seconds(Int64(random.number(3...400) * 86_400 + random.number(0...30_000)))
        let type = random.pick(LawVuSetUp.types[.contract] ?? [])
        let party = random.pick(SeedPhrases.counterparties)
        var contract = MatterOrContract(
            kind: .contract, number: Int64(position), createdAt: createdAt, createdBy: random.pick(LawVuSetUp.users).id)
        contract.name = "\(type.name) - \(party)"
        contract.typeID = type.id
        contract.teamID = random.pick(LawVuSetUp.teams).id
        contract.ownerID = random.pick(LawVuSetUp.users).id
        contract.restricted = random.number(1...9) == 1
        contract.status = random.pick(MatterOrContract.statuses(of: .contract))
        contract.value = .whole(Int64(random.number(10...900) * 1_000))
        contract.expiry = day(random.number(20...900))
        if ["Executed", "Expired"].contains(contract.status) { contract.executed = day(-random.number(1...300)) }
        if position % 2 == 0 {
            contract.parentID = MatterOrContract.id(of: .matter, number: Int64(random.number(1...matters)))
        }
        contract.fields = ["counterparty": .text(party), "risk_rating": .option(random.pick(["low", "medium"]))]
        return SeededMatterOrContract(
            item: contract, files: files(contract), messages: messages(contract), keyDates: keyDates(contract))
    }

    private func day(_ days: Int) -> CalendarDate {
        CalendarDate(daysSinceEpoch: begunAt.milliseconds / 86_400_000 + Int64(days))
    }

    private mutating func files(_ contract: MatterOrContract) -> [LawVuFile] {
        let document = LawVuFile(
            contract.name + ".pdf", size: random.number(40_000...160_000), of: contract, at: contract.createdAt,
            isDocument: true)
        guard random.number(1...2) == 1 else { return [document] }
        let nextDay = contract.createdAt + Duration.seconds(86_400)
        let size = random.number(12_000...40_000)
        return [document, LawVuFile("Schedule of changes.pdf", size: size, of: contract, at: nextDay)]
    }

    private mutating func messages(_ contract: MatterOrContract) -> [StatusMessage] {
        guard random.number(1...2) == 1 else { return [] }
        return [
            StatusMessage(
                message: random.pick(SeedPhrases.messages), createdAt: contract.createdAt + Duration.seconds(7_200),
                createdBy: random.pick(LawVuSetUp.users).id)
        ]
    }

    private mutating func keyDates(_ contract: MatterOrContract) -> [KeyDate] {
        let review = KeyDate(name: "Review", date: day(random.number(10...200)))
        guard let value = contract.value else { return [review] }
        let part = FixedPoint(tenThousandths: value.tenThousandths / 10)
        return [review, KeyDate(name: "First payment", date: day(random.number(-60...120)), value: part)]
    }
}
