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

    /// Its name in the API.
    let id: String
    let name: String
    let type: Kind
    var options: [(value: String, label: String)] = []

    static let all = [
        LawVuField(id: "property_address", name: "Property address", type: .text),
        LawVuField(id: "counterparty", name: "Counterparty", type: .text),
        LawVuField(id: "settlement_date", name: "Settlement date", type: .date),
        LawVuField(id: "budget", name: "Budget", type: .decimal),
        LawVuField(id: "board_approval", name: "Board approval needed", type: .flag),
        LawVuField(
            id: "risk_rating", name: "Risk rating", type: .option,
            options: [("low", "Low"), ("medium", "Medium"), ("high", "High")]),
        LawVuField(
            id: "jurisdictions", name: "Jurisdictions", type: .options,
            options: [("qld", "Queensland"), ("nsw", "New South Wales"), ("vic", "Victoria"), ("nz", "New Zealand")]),
        LawVuField(id: "business_contact", name: "Business contact", type: .user),
    ]
    private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
    static func named(_ id: String) -> LawVuField? { byID[id] }
}
