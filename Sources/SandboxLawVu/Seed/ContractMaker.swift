import Matters
import SandboxKit
import Webhooks

/// One believable contract, a function of the seed, its place in the list and the day.
struct ContractMaker {
    private let place: Int
    private let matters: Int
    private let begunAt: Instant
    private var random: SeededRandom

    /// - Parameter place: from 1.
    init(_ place: Int, seed: UInt64, matters: Int, begunAt: Instant) {
        (self.place, self.matters, self.begunAt) = (place, matters, begunAt)
        random = SeededRandom(seed: seed ^ 0x434F_4E54, stream: place)
    }

    func made() -> MadeDossier {
        var maker = self
        return maker.make()
    }

    private mutating func make() -> MadeDossier {
        let made = begunAt - Duration.seconds(Int64(random.number(3...400) * 86_400 + random.number(0...30_000)))
        let (type, party) = (
            random.pick(LawVuSetUp.types[.contract] ?? []), random.pick(SeedWords.counterparties)
        )
        var contract = Dossier(
            kind: .contract, number: Int64(place), createdAt: made, createdBy: random.pick(LawVuSetUp.users).id)
        (contract.name, contract.typeID) = ("\(type.name) - \(party)", type.id)
        (contract.teamID, contract.ownerID) = (random.pick(LawVuSetUp.teams).id, random.pick(LawVuSetUp.users).id)
        contract.restricted = random.number(1...9) == 1
        contract.status = random.pick(Dossier.statuses(of: .contract))
        contract.value = .whole(Int64(random.number(10...900) * 1_000))
        contract.expiry = day(random.number(20...900))
        if ["Executed", "Expired"].contains(contract.status) { contract.executed = day(-random.number(1...300)) }
        if place % 2 == 0 {
            contract.parentID = Dossier.id(of: .matter, number: Int64(random.number(1...matters)))
        }
        contract.fields = ["counterparty": .text(party), "risk_rating": .option(random.pick(["low", "medium"]))]
        return MadeDossier(
            dossier: contract, files: files(contract), messages: messages(contract), keyDates: keyDates(contract))
    }

    private func day(_ days: Int) -> CalendarDate {
        CalendarDate(daysSinceEpoch: begunAt.milliseconds / 86_400_000 + Int64(days))
    }

    private mutating func files(_ contract: Dossier) -> [MadeDossier.File] {
        let text = MadeDossier.File(
            name: contract.name + ".pdf", size: random.number(40_000...160_000), at: contract.createdAt,
            isDocument: true)
        guard random.number(1...2) == 1 else { return [text] }
        return [
            text,
            MadeDossier.File(
                name: "Schedule of changes.pdf", size: random.number(12_000...40_000),
                at: contract.createdAt + Duration.seconds(86_400)),
        ]
    }

    private mutating func messages(_ contract: Dossier) -> [MadeDossier.Message] {
        guard random.number(1...2) == 1 else { return [] }
        return [
            .init(
                text: random.pick(SeedWords.messages), at: contract.createdAt + Duration.seconds(7_200),
                by: random.pick(LawVuSetUp.users).id)
        ]
    }

    private mutating func keyDates(
        _ contract: Dossier
    ) -> [(name: String, date: CalendarDate, value: FixedPoint?)] {
        let review = (name: "Review", date: day(random.number(10...200)), value: FixedPoint?.none)
        guard let value = contract.value else { return [review] }
        let payment = (
            name: "First payment", date: day(random.number(-60...120)),
            value: Optional(FixedPoint(tenThousandths: value.tenThousandths / 10))
        )
        return [review, payment]
    }
}
