import SandboxKit
import Storage

/// People with a role in many matters: staff, brokers, lenders, developers, agents, the other side's conveyancers.
struct FirmPeople {
    typealias Entry = (id: Int64, person: DemoPeople.Person?, company: String, email: String, occupation: String)

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

    /// The first index into the sample names, far from those of clients, so that no name is shared.
    private static let firstName = 4_000

    static func records(at moment: Int64) -> [ActionStepRecord] { entries.map { record($0, at: moment) } }

    private static var entries: [Entry] {
        staffEntries + lenderEntries + brokerEntries + developerEntries
            + colleagues(agents, "Brightdoor Realty", "brightdoor.example", "Real estate agent")
            + colleagues(otherSides, "Oakline Conveyancing", "oakline.example", "Conveyancer")
    }

    private static var staffEntries: [Entry] {
        colleagues(
            staff, firm, "riverbendconveyancing.example", "Conveyancer", first: DemoPeople.staff)
    }
    private static var lenderEntries: [Entry] {
        lenders.enumerated().flatMap { place, lender -> [Entry] in
            [(lender.company, nil, lender.name, "settlements@" + lender.domain, "Lender")]
                + colleagues(
                    lender.managers, lender.name, lender.domain, "Mortgage manager",
                    first: place == 0 ? DemoPeople.mortgageManager : nil)
        }
    }
    private static var brokerEntries: [Entry] {
        brokerages.enumerated().flatMap { place, firm in
            colleagues(
                firm.brokers, firm.name, firm.domain, "Mortgage broker", first: place == 0 ? DemoPeople.broker : nil)
        }
    }
    private static var developerEntries: [Entry] {
        developers.enumerated().flatMap { place, firm -> [Entry] in
            [(firm.company, nil, firm.name, "sales@" + firm.domain, "Developer")]
                + colleagues(
                    [firm.person], firm.name, firm.domain, "Development manager",
                    first: place == 0 ? DemoPeople.developer : nil)
        }
    }

    private static func colleagues(
        _ ids: [Int64], _ company: String, _ domain: String, _ occupation: String, first: DemoPeople.Person? = nil
    ) -> [Entry] {
        ids.enumerated().map { place, id in
            let person = SampleNames.person(firstName + Int(id), at: domain)
            let chosen = place == 0 ? first ?? person : person
            return (id, chosen, company, chosen.email, occupation)
        }
    }

    private static func record(_ entry: Entry, at moment: Int64) -> ActionStepRecord {
        guard let person = entry.person else {
            return SeedRecord.company(entry.id, entry.company, email: entry.email, at: moment)
        }
        var record = SeedRecord.person(entry.id, person, at: moment)
        (record["company_name"], record["occupation"]) = (.text(entry.company), .text(entry.occupation))
        return record
    }
}
