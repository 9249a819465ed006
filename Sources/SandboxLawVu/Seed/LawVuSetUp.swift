import Webhooks

/// The configuration of the simulated organisation: a property developer whose legal team has contracts and matters.
enum LawVuSetUp {
    static let organisationID: Int64 = 8_134
    static let organisation = "Riverstone Developments"
    static let mailDomain = "riverstone.example"

    /// The administrator; the first user of the ready file.
    static let counsel = person("461fffa2-1c0e-4b5a-9d3f-27c58e0b6a11", "Lena", "Hart", seesAll: true)
    /// A user who sees only those restricted items that he owns or manages; the second user of the ready file.
    static let colleague = person("b7d94c1e-52af-4e06-8a7b-90f1c3d2e4a5", "Marcus", "Reid")

    static let users = [
        counsel, colleague, person("0c3b7a90-6d1f-4f2e-b8c4-5a9e7d10f362", "Amelia", "Okoye"),
        person("f0f1e06e-3005-4093-af7f-1934d55617e1", "Rohan", "Iyer"),
        person("2e8d5c47-9b30-4a61-bd92-c6f0418e7a53", "Grace", "Sutton"),
        person("95a1e2f8-74c6-4d0b-a3e9-1b8f6d2c0e74", "Hugo", "Larsen"),
    ]

    static let teams = numbered(
        from: 469, "Legal - Commercial", "Legal - Property", "Legal - Projects", "Company Secretariat")

    static let types = [
        MatterOrContract.Kind.matter: numbered(
            from: 7_492, "NDA", "Land acquisition", "Lot sale", "Lease", "Construction", "Finance", "Dispute"),
        .contract: numbered(
            from: 1_234, "NDA", "Sale contract", "Lease", "Building contract", "Services agreement",
            "Facility agreement"),
    ]

    private static func numbered(from first: Int64, _ names: String...) -> [LawVuDirectory.Named] {
        zip(first..., names).map { LawVuDirectory.Named(id: $0, name: $1) }
    }

    private static func person(_ id: String, _ first: String, _ last: String, seesAll: Bool = false) -> LawVuUser {
        LawVuUser(
            id: id, email: (first + "." + last).lowercased() + "@" + mailDomain, firstName: first, lastName: last,
            seesAll: seesAll)
    }
}
