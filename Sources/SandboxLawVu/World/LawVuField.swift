/// A custom field of the organisation's matters and contracts.
struct LawVuField: Sendable {
    /// The raw values are the names in the API.
    enum Kind: String, Sendable {
        case text = "Text"
        case decimal = "Decimal"
        case flag = "Boolean"
        case date = "Date"
        case option = "Option"
        case options = "MultiOption"
        case user = "User"
    }

    struct Option: Equatable, Sendable {
        let value: String
        let label: String
    }

    /// Its name in the API.
    let id: String
    let name: String
    let type: Kind
    var options: [Option] = []

    func option(_ value: String) -> Option? { options.first { $0.value == value } }

    static let all = [
        LawVuField(id: "property_address", name: "Property address", type: .text),
        LawVuField(id: "counterparty", name: "Counterparty", type: .text),
        LawVuField(id: "settlement_date", name: "Settlement date", type: .date),
        LawVuField(id: "budget", name: "Budget", type: .decimal),
        LawVuField(id: "board_approval", name: "Board approval needed", type: .flag),
        LawVuField(
            id: "risk_rating", name: "Risk rating", type: .option,
            options: [
                .init(value: "low", label: "Low"), .init(value: "medium", label: "Medium"),
                .init(value: "high", label: "High"),
            ]),
        LawVuField(
            id: "jurisdictions", name: "Jurisdictions", type: .options,
            options: [
                .init(value: "qld", label: "Queensland"), .init(value: "nsw", label: "New South Wales"),
                .init(value: "vic", label: "Victoria"), .init(value: "nz", label: "New Zealand"),
            ]),
        LawVuField(id: "business_contact", name: "Business contact", type: .user),
    ]
    private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
    static func named(_ id: String) -> LawVuField? { byID[id] }
}
