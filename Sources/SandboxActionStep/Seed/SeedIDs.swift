import Storage

/// The fixed numbers of the firm's own set-up, and where the numbers of each matter begin. Everything a matter has is
/// numbered from its place in the list, so that the same seed gives the same rows however they are batched.
enum SeedIDs {
    static let clientRole: SQLValue = 27
    static let client: Int64 = 27
    static let broker: Int64 = 60
    static let mortgageManager: Int64 = 61
    static let developer: Int64 = 62
    static let agent: Int64 = 63
    static let otherSide: Int64 = 64
    static let lender: Int64 = 65

    static let purchase: Int64 = 33
    static let sale: Int64 = 34

    static let firstAction: Int64 = 70_000
    static let firstClient: Int64 = 100_000
    static let clientsOfMatterMax = 2
    static let notesOfMatterMax = 10
    static let documentsOfMatterMax = 6
    static let recordsOfMatterMax = 20
    static let foldersOfMatterMax = 4
    static let tasksOfMatterMax = 5
    static let timeEntriesOfMatterMax = 4
    static let disbursementsOfMatterMax = 4

    static func action(_ matter: Int) -> Int64 { firstAction + Int64(matter) }
    static func client(_ matter: Int, _ place: Int) -> Int64 {
        firstClient + Int64(matter * clientsOfMatterMax + place)
    }
}
