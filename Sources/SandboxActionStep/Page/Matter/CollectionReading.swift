import FoundationEssentials
import Storage

/// A matter's data collection values, grouped by collection and record.
struct CollectionReading {
    struct Entry {
        let record: String
        /// By field name.
        let values: [String: String]
    }

    private let type: Int64
    private let records: [ActionStepRecord]
    private let values: [Int64: [ActionStepRecord]]

    init(of matter: ActionStepRecord, in reading: any Reading) throws {
        type = matter.integer("action_type_id") ?? 0
        records = try ActionStepTables.select(
            Catalogue.collectionRecords, where: "action_id = $2", [matter.id], tail: "ORDER BY id", in: reading)
        let all = try ActionStepTables.select(
            Catalogue.collectionValues, where: "action_id = $2", [matter.id], in: reading)
        values = Dictionary(grouping: all) { $0.integer("data_collection_record_id") ?? 0 }
    }

    func entries(of collection: FirmSetUp.Collection) -> [Entry] {
        let id = FirmSetUp.collectionID(collection.name, of: type)
        return records.filter { $0.integer("data_collection_id") == id }.map { record in
            let pairs = values[record.integer("id") ?? 0, default: []].map {
                (Self.field($0), $0.text("string_value") ?? "")
            }
            return Entry(record: record.idText, values: Dictionary(pairs) { first, _ in first })
        }
    }

    /// The values of a collection with one record for each matter, by field name.
    func values(of collection: FirmSetUp.Collection) -> [String: String] {
        entries(of: collection).first?.values ?? [:]
    }

    private static func field(_ value: ActionStepRecord) -> String {
        value.text("data_collection_field_id")?.components(separatedBy: "--").last ?? ""
    }
}
