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

    static let teams: [LawVuDirectory.Named] = [
        .init(id: 469, name: "Legal - Commercial"), .init(id: 470, name: "Legal - Property"),
        .init(id: 471, name: "Legal - Projects"), .init(id: 472, name: "Company Secretariat"),
    ]

    static let types: [MatterOrContract.Kind: [LawVuDirectory.Named]] = [
        .matter: [
            .init(id: 7_492, name: "NDA"), .init(id: 7_493, name: "Land acquisition"),
            .init(id: 7_494, name: "Lot sale"), .init(id: 7_495, name: "Lease"),
            .init(id: 7_496, name: "Construction"), .init(id: 7_497, name: "Finance"),
            .init(id: 7_498, name: "Dispute"),
        ],
        .contract: [
            .init(id: 1_234, name: "NDA"), .init(id: 1_235, name: "Sale contract"), .init(id: 1_236, name: "Lease"),
            .init(id: 1_237, name: "Building contract"), .init(id: 1_238, name: "Services agreement"),
            .init(id: 1_239, name: "Facility agreement"),
        ],
    ]

    private static func person(_ id: String, _ first: String, _ last: String, seesAll: Bool = false) -> LawVuUser {
        LawVuUser(
            id: id, email: (first + "." + last).lowercased() + "@" + mailDomain, firstName: first, lastName: last,
            seesAll: seesAll)
    }
}
