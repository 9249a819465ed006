import SandboxKit
import Storage

/// People with a role in many matters: staff, brokers, lenders, developers, agents, the other side's conveyancers.
enum FirmPeople {
    static let firm = "Riverbend Conveyancing"
    static let staff: [Int64] = [11, 12, 13, 14]
    static let lenders: [(company: Int64, name: String, domain: String, managers: [Int64])] = [
        (1_000, "Harbour Mortgages", "harbourmortgages.example", Array(1_001...1_024)),
        (1_100, "Northbank", "northbank.example", Array(1_101...1_124)),
    ]
    static let brokerages: [(name: String, domain: String, brokers: [Int64])] = [
        ("Coastline Brokers", "coastlinebrokers.example", Array(2_001...2_004)),
        ("Summit Home Loans", "summithomeloans.example", Array(2_011...2_013)),
        ("Fig Tree Finance", "figtreefinance.example", Array(2_021...2_023)),
        ("Bayside Lending", "baysidelending.example", Array(2_031...2_033)),
        ("Two Rivers Mortgage Advice", "tworivers.example", Array(2_041...2_042)),
    ]
    static let developers: [(company: Int64, person: Int64, name: String, domain: String)] = [
        (3_001, 3_002, "Riverstone Developments", "riverstone.example"),
        (3_011, 3_012, "Kestrel Park Land", "kestrelpark.example"),
        (3_021, 3_022, "Saltwater Living", "saltwaterliving.example"),
        (3_031, 3_032, "Orchard Hill Estates", "orchardhill.example"),
    ]
    static let agents = Array(Int64(4_001)...4_012)
    static let otherSides = Array(Int64(5_001)...5_010)

    private static let demoPeople: [Int64: DemoPeople.Person] = [
        11: DemoPeople.staff, 1_001: DemoPeople.mortgageManager, 2_001: DemoPeople.broker, 3_002: DemoPeople.developer,
    ]
    /// The first index into the sample names, far from those of clients, so that no name is shared.
    private static let firstName = 4_000

    static func records(at moment: Int64) -> [ActionStepRecord] {
        func company(_ id: Int64, _ name: String, _ email: String) -> [ActionStepRecord] {
            [SeedRecord.company(id, name, email: email, at: moment)]
        }
        func people(_ ids: [Int64], _ company: String, _ domain: String, _ occupation: String) -> [ActionStepRecord] {
            ids.map { id in
                let sample = SampleNames.person(firstName + Int(id), at: domain)
                var record = SeedRecord.person(id, demoPeople[id] ?? sample, at: moment)
                record["company_name"] = .text(company)
                record["occupation"] = .text(occupation)
                return record
            }
        }
        let lenders = lenders.flatMap {
            company($0.company, $0.name, "settlements@" + $0.domain)
                + people($0.managers, $0.name, $0.domain, "Mortgage manager")
        }
        let brokers = brokerages.flatMap { people($0.brokers, $0.name, $0.domain, "Mortgage broker") }
        let developers = developers.flatMap {
            company($0.company, $0.name, "sales@" + $0.domain)
                + people([$0.person], $0.name, $0.domain, "Development manager")
        }
        return people(staff, firm, "riverbendconveyancing.example", "Conveyancer") + lenders + brokers + developers
            + people(agents, "Brightdoor Realty", "brightdoor.example", "Real estate agent")
            + people(otherSides, "Oakline Conveyancing", "oakline.example", "Conveyancer")
    }
}
