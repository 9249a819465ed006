import Matters
import SandboxKit
import Webhooks

/// Generates one plausible matter of the legal team from the seed, its position and the start date.
struct LawVuMatterSeed {
    private let position: Int
    private let type: LawVuDirectory.Named
    private let begunAt: Instant
    private var random: SeededRandom

    /// - Parameter position: from 1.
    init(_ position: Int, seed: UInt64, begunAt: Instant) {
        self.position = position
        self.begunAt = begunAt
        random = SeededRandom(seed: seed ^ 0x4C61_7756, stream: position)
        type = random.pick(LawVuSetUp.types[.matter] ?? [])
    }

    mutating func generate() -> SeededMatterOrContract {
        let opened = begunAt - Duration.seconds(Int64(random.number(3...240) * 86_400 + random.number(0...30_000)))
        var matter = MatterOrContract(
            kind: .matter, number: Int64(position), createdAt: opened, createdBy: random.pick(LawVuSetUp.users).id)
        matter.name = name()
        matter.typeID = type.id
        matter.teamID = random.pick(LawVuSetUp.teams).id
        matter.ownerID = random.pick(LawVuSetUp.users).id
        matter.manager = manager()
        matter.restricted = random.number(1...9) == 1
        matter.urgent = random.number(1...8) == 1
        matter.status = random.number(1...5) > 2 ? "Active" : random.pick(MatterOrContract.statuses(of: .matter))
        if position % 3 == 0 { matter.externalID = "RSD-\(1_000 + position)" }
        if position % 10 == 0 { matter.parentID = MatterOrContract.id(of: .matter, number: Int64(position - 1)) }
        matter.fields = fields()
        return SeededMatterOrContract(
            item: matter, files: files(of: matter), messages: messages(after: opened), tags: tags())
    }

    private mutating func manager() -> MatterOrContract.ManagerAssignment {
        switch random.number(1...6) {
        case 1: .intakeQueue
        case 2: .nobody
        default: .user(random.pick(LawVuSetUp.users).id)
        }
    }

    private mutating func name() -> String {
        let estate = random.pick(SampleNames.estates)
        let street = "\(random.number(1...180)) " + random.pick(SampleNames.streets)
        return switch type.name {
        case "NDA": "NDA - " + random.pick(SeedPhrases.counterparties)
        case "Land acquisition": "Acquisition - \(street), " + random.pick(SampleNames.suburbs).name
        case "Lot sale": "Sale - Lot \(random.number(1...240)), " + estate
        case "Lease": "Lease - Shop \(random.number(1...24)), \(estate) Marketplace"
        case "Construction": "\(estate) Stage \(random.number(1...6)) - civil works"
        case "Finance": "\(estate) - construction finance"
        default: "Defects claim - Lot \(random.number(1...240)), " + estate
        }
    }

    private mutating func fields() -> [String: FieldValue] {
        let suburb = random.pick(SampleNames.suburbs)
        let address =
            "\(random.number(1...180)) \(random.pick(SampleNames.streets)), \(suburb.name) QLD \(suburb.postCode)"
        let day = begunAt.milliseconds / 86_400_000 + Int64(random.number(5...120))
        var fields: [String: FieldValue] = [
            "counterparty": .text(random.pick(SeedPhrases.counterparties)),
            "budget": .decimal(.whole(Int64(random.number(4...180) * 500))),
            "board_approval": .flag(random.number(1...4) == 1),
            "risk_rating": .option(random.pick(["low", "medium", "high"])),
            "jurisdictions": .options(random.number(1...3) == 1 ? ["qld", "nsw"] : ["qld"]),
            "business_contact": .user(random.pick(LawVuSetUp.users).id),
        ]
        guard type.name != "NDA" else { return fields }
        fields["property_address"] = .text(address)
        fields["settlement_date"] = .date(CalendarDate(daysSinceEpoch: day))
        return fields
    }

    private mutating func files(of matter: MatterOrContract) -> [LawVuFile] {
        let names = SeedPhrases.matterFiles
        let first = random.number(0...names.count - 1)
        return (0..<random.number(0...3)).map { index in
            LawVuFile(
                names[(first + index) % names.count], size: random.number(12_000...90_000), of: matter,
                at: matter.createdAt + Duration.seconds(Int64(random.number(1...60) * 3_600)))
        }
    }

    private mutating func messages(after opened: Instant) -> [StatusMessage] {
        (0..<random.number(0...3)).map { index in
            StatusMessage(
                message: random.pick(SeedPhrases.messages),
                createdAt: opened + Duration.seconds(Int64((index + 1) * random.number(1...14) * 3_600)),
                createdBy: random.pick(LawVuSetUp.users).id)
        }
    }

    private mutating func tags() -> [LawVuTag] {
        guard random.number(1...2) == 1 else { return [] }
        let descriptions = ["priority", "board", "estate", "external counsel", "insurance"]
        return [LawVuTag(description: random.pick(descriptions))]
    }
}

/// Invented names and messages of the seed.
enum SeedPhrases {
    static let counterparties = [
        "Harbour Mortgages", "Northbank", "Brightdoor Realty", "Ironbark Civil", "Wattle & Co Surveyors",
        "Bluegum Energy", "Lorikeet Childcare", "Sandpiper Foods", "Coral Tree Pharmacy", "Jacaranda Homes",
    ]
    static let matterFiles = [
        "Heads of agreement.pdf", "Title search.pdf", "Board paper.pdf", "Survey plan.pdf", "Draft for review.pdf",
        "Letter of advice.pdf", "Valuation.pdf",
    ]
    static let messages = [
        "Waiting for the counterparty's comments.", "Draft is with the business for sign-off.",
        "Board approved; we go ahead.", "Searches are back and clear.", "Finance conditions are met.",
        "Settlement is booked.", "Insurance certificate is still missing.",
    ]
}
