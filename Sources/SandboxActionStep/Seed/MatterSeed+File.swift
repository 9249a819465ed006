import Matters
import SandboxKit
import Storage

/// Notes, documents and data collections of a seeded matter.
extension MatterSeed {
    func notes() -> [ActionStepRecord] {
        let steps = FirmSetUp.steps[type] ?? []
        var texts: [(text: String, source: String)] = [
            ("PORTAL: We have opened your file and will keep you posted here.", "User"),
            ("Conflict check done, costs agreement sent. Client prefers calls after 4 pm.", "User"),
        ]
        for number in 1..<max(min(stepNumber, 4), 1) {
            texts.append(("Step changed from “\(steps[number - 1])” to “\(steps[number])”", "System"))
        }
        if stepNumber > 3 { texts.append(("PORTAL: The contract has been reviewed and is in order.", "User")) }
        if stepNumber > 5 {
            texts.append(("PORTAL: Finance has been approved. The contract is unconditional.", "User"))
        }
        if stepNumber > 4 { texts.append(("Chased the other side about the adjustments. Not for the client.", "User")) }
        if stepNumber > 8 { texts.append(("PORTAL: Settlement is complete. Congratulations!", "User")) }
        return texts.enumerated().map { note($0, $1.text, $1.source) }
    }

    private func note(_ number: Int, _ text: String, _ source: String) -> ActionStepRecord {
        let seconds = Int64(number) * 5 * 86_400 + Int64(matterNumber % 7) * 600
        let moment = min(opened + .seconds(seconds), yesterdayAfternoon)
        let isSystem = source == "System"
        return Catalogue.fileNotes.record([
            "id": id(number, of: SeedIDs.notesOfMatterMax), "action_id": .integer(action), "text": .text(text),
            "entered_timestamp": moment.stored, "note_timestamp": moment.stored, "source": .text(source),
            "entered_by": isSystem ? "System" : "Ng, Ana",
            "participant_id": isSystem ? .null : .integer(FirmPeople.staff[0]),
        ])
    }

    func documents() -> [ActionStepRecord] {
        var names = ["Costs agreement", isPurchase ? "Contract of sale" : "Draft contract"]
        if stepNumber > 4 { names.append(isPurchase ? "Title search" : "Signed contract") }
        if stepNumber > 6 { names.append("Settlement statement") }
        return names.enumerated().map { document($0, $1) }
    }

    private func document(_ number: Int, _ name: String) -> ActionStepRecord {
        let id = matterNumber * SeedIDs.documentsOfMatterMax + number
        let moment = min(opened + .seconds(Int64(number) * 7 * 86_400 + 3_600), yesterdayAfternoon - .seconds(3_600))
        let file = name.lowercased().replacing(" ", with: "-") + ".pdf"
        let isSigned = name.hasPrefix("Signed") || name == "Contract of sale"
        return Catalogue.documents.record([
            "id": SQLValue(id), "name": .text(name), "created_timestamp": moment.stored,
            "modified_timestamp": moment.stored, "status": "uploaded", "file_type": "application/pdf",
            "file_size": SQLValue(180_000 + matterNumber % 97 * 1_031), "extension": ".pdf",
            "file": .text("DL::Actions::\(action)::\(id)"), "file_name": .text("\(action)_\(id)_\(file)"),
            "action_id": .integer(action), "created_by_id": .integer(FirmPeople.staff[0]),
            "folder_id": folderID(name == "Title search" ? 2 : isSigned ? 1 : 0), "tags_id": isSigned ? "2" : .null,
        ])
    }

    static let folderNames = ["Client", "Signed", "Correspondence"]

    func folders() -> [ActionStepRecord] {
        Self.folderNames.enumerated().map { number, name in
            Catalogue.folders.record([
                "id": folderID(number), "name": .text(name), "action_id": .integer(action),
                "parent_folder_id": name == "Signed" ? folderID(0) : .null,
            ])
        }
    }

    private func folderID(_ number: Int) -> SQLValue { id(number, of: SeedIDs.foldersOfMatterMax) }

    mutating func collections() -> [ActionStepRecord] {
        let entries: KeyValuePairs<String, KeyValuePairs<String, String>> = [
            "keydates": [
                "condate": min(before(42), today).text, "cooldate": before(35).text, "findate": before(21).text,
                "smtdateonly": settlement.text, "smttime": ["11:00", "12:30", "14:00", "15:30"][matterNumber % 4],
            ],
            "property": ["address": property.address, "titleref": property.titleReference, "state": "QLD"],
            "internal": [
                "riskrating": random.pick(["Low", "Low", "Medium", "High"]),
                "feequote": String(random.number(9...18) * 100),
                "internalnote": "Check the trust balance before settlement. Staff only.",
            ],
            "specialconditions": [
                "condition": "Subject to a satisfactory building and pest report", "conddue": before(30).text,
            ],
            "specialconditions": random.number(1...2) == 1
                ? ["condition": "Subject to finance on terms that suit the buyer", "conddue": before(21).text] : [:],
            "settlementrequirements": [
                "requirement": "Balance of the purchase price", "amount": String(random.number(380...1_250) * 1_000),
            ],
            "settlementrequirements": ["requirement": "Rates adjustment", "amount": "412.50"],
        ]
        let all = entries.filter { !$0.value.isEmpty } + items.map { ("outstanding", $0) }
        return all.enumerated().flatMap { number, entry in collectionRecord(number, entry.key, entry.value) }
    }

    private var items: [KeyValuePairs<String, String>] {
        let all: [(item: String, who: String, daysBefore: Int, doneFrom: Int)] = [
            ("Return the signed costs agreement", "Client", 44, 2), ("Send identification", "Client", 40, 3),
            ("Send the finance approval letter", "Broker", 22, 6), ("Return the loan documents", "Client", 12, 8),
            ("Confirm ready to settle", "Lender", 3, 9), ("Order the searches", "Firm", 20, 6),
            ("Agree the settlement figures", "Other side", 4, 9),
        ]
        return all.filter { isPurchase || ($0.who != "Broker" && $0.item != "Return the loan documents") }.map {
            [
                "item": $0.item, "whomustact": $0.who, "duedate": before($0.daysBefore).text,
                "done": stepNumber >= $0.doneFrom ? "T" : "F",
            ]
        }
    }

    /// A record of a collection, and its values.
    private func collectionRecord(
        _ number: Int, _ collection: String, _ values: KeyValuePairs<String, String>
    ) -> [ActionStepRecord] {
        let id = matterNumber * SeedIDs.recordsOfMatterMax + number
        let collection = FirmSetUp.collectionID(collection, of: type)
        let record = Catalogue.collectionRecords.record([
            "id": SQLValue(id), "can_delete": 1, "action_id": .integer(action),
            "data_collection_id": .integer(collection),
        ])
        return [record]
            + values.map { field, value in
                Catalogue.collectionValues.record([
                    "id": .text("\(collection)--\(field)--\(id)"), "string_value": .text(value),
                    "last_modified_time_stamp": opened.stored, "action_id": .integer(action),
                    "last_modified_by_user_id": .integer(ActionStepChange.userID),
                    "data_collection_record_id": SQLValue(id),
                    "data_collection_field_id": .text("\(collection)--\(field)"),
                    "data_collection_id": .integer(collection),
                ])
            }
    }
}
