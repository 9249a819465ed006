import Matters
import SandboxKit
import Storage

/// What lies in the matter's file: notes, documents, fields.
extension MatterSeed {
    func notes() -> [Record] {
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

    private func note(_ number: Int, _ text: String, _ source: String) -> Record {
        let moment = min(
            opened + .seconds(Int64(number) * 5 * 86_400 + Int64(place % 7) * 600), yesterdayAfternoon)
        let isSystem = source == "System"
        return Record(
            Catalogue.fileNotes, id: .integer(Int64(place * SeedIDs.notesOfMatterMax + number)),
            [
                "entered_timestamp": .integer(moment.milliseconds), "note_timestamp": .integer(moment.milliseconds),
                "text": .text(text), "source": .text(source), "entered_by": isSystem ? "System" : "Ng, Ana",
                "action_id": .integer(action),
                "participant_id": isSystem ? .null : .integer(FirmPeople.staff[0]),
            ])
    }

    func documents() -> [Record] {
        var names = ["Costs agreement", isPurchase ? "Contract of sale" : "Draft contract"]
        if stepNumber > 4 { names.append(isPurchase ? "Title search" : "Signed contract") }
        if stepNumber > 6 { names.append("Settlement statement") }
        return names.enumerated().map { document($0, $1) }
    }

    private func document(_ number: Int, _ name: String) -> Record {
        let id = Int64(place * SeedIDs.documentsOfMatterMax + number)
        let moment = min(opened + .seconds(Int64(number) * 7 * 86_400 + 3_600), yesterdayAfternoon - .seconds(3_600))
        let file = name.lowercased().replacing(" ", with: "-") + ".pdf"
        return Record(
            Catalogue.documents, id: .integer(id),
            [
                "name": .text(name), "created_timestamp": .integer(moment.milliseconds),
                "modified_timestamp": .integer(moment.milliseconds), "status": "uploaded",
                "file_type": "application/pdf", "file_size": SQLValue(180_000 + place % 97 * 1_031),
                "extension": ".pdf",
                "file": .text("DL::Actions::\(action)::\(id)"), "file_name": .text("\(action)_\(id)_\(file)"),
                "action_id": .integer(action), "created_by_id": .integer(FirmPeople.staff[0]),
                "folder_id": .integer(folderID(of: name)),
                "tags_id": name.hasPrefix("Signed") || name == "Contract of sale" ? "2" : .null,
            ])
    }

    static let folderNames = ["Client", "Signed", "Correspondence"]

    func folders() -> [Record] {
        Self.folderNames.enumerated().map { number, name in
            Record(
                Catalogue.folders, id: .integer(folderID(number)),
                [
                    "name": .text(name), "action_id": .integer(action),
                    "parent_folder_id": name == "Signed" ? .integer(folderID(0)) : .null,
                ])
        }
    }

    private func folderID(_ number: Int) -> Int64 { Int64(place * SeedIDs.foldersOfMatterMax + number) }
    private func folderID(of document: String) -> Int64 {
        folderID(
            document == "Title search" ? 2 : document.hasPrefix("Signed") || document == "Contract of sale" ? 1 : 0)
    }

    mutating func collections() -> [Record] {
        var file = CollectionFile(matter: self)
        file.add("keydates", keyDates)
        file.add(
            "property",
            [("address", property.address), ("titleref", property.titleReference), ("state", "QLD")])
        file.add(
            "internal",
            [
                ("riskrating", random.pick(["Low", "Low", "Medium", "High"])),
                ("feequote", String(random.number(9...18) * 100)),
                ("internalnote", "Check the trust balance before settlement. Staff only."),
            ])
        file.add(
            "specialconditions",
            [("condition", "Subject to a satisfactory building and pest report"), ("conddue", before(30).text)])
        if random.number(1...2) == 1 {
            file.add(
                "specialconditions",
                [("condition", "Subject to finance on terms that suit the buyer"), ("conddue", before(21).text)])
        }
        file.add(
            "settlementrequirements",
            [("requirement", "Balance of the purchase price"), ("amount", String(random.number(380...1_250) * 1_000))])
        file.add("settlementrequirements", [("requirement", "Rates adjustment"), ("amount", "412.50")])
        for item in items { file.add("outstanding", item) }
        return file.records
    }

    private var keyDates: [(String, String)] {
        [
            ("condate", min(before(42), today).text), ("cooldate", before(35).text), ("findate", before(21).text),
            ("smtdateonly", settlement.text), ("smttime", ["11:00", "12:30", "14:00", "15:30"][place % 4]),
        ]
    }

    private var items: [[(String, String)]] {
        let all: [(item: String, who: String, daysBefore: Int, doneFrom: Int)] = [
            ("Return the signed costs agreement", "Client", 44, 2), ("Send identification", "Client", 40, 3),
            ("Send the finance approval letter", "Broker", 22, 6), ("Return the loan documents", "Client", 12, 8),
            ("Confirm ready to settle", "Lender", 3, 9), ("Order the searches", "Firm", 20, 6),
            ("Agree the settlement figures", "Other side", 4, 9),
        ]
        return all.filter { isPurchase || ($0.who != "Broker" && $0.item != "Return the loan documents") }.map {
            [
                ("item", $0.item), ("whomustact", $0.who), ("duedate", before($0.daysBefore).text),
                ("done", stepNumber >= $0.doneFrom ? "T" : "F"),
            ]
        }
    }
}

/// Numbers a matter's records and their values as they are added.
private struct CollectionFile {
    let matter: MatterSeed
    private(set) var records: [Record] = []
    private var count: Int64 = 0

    init(matter: MatterSeed) { self.matter = matter }

    mutating func add(_ collection: String, _ values: [(field: String, value: String)]) {
        let id = Int64(matter.place * SeedIDs.recordsOfMatterMax) + count
        let collectionID = FirmSetUp.collectionID(collection, of: matter.type)
        count += 1
        records.append(
            Record(
                Catalogue.collectionRecords, id: .integer(id),
                [
                    "can_delete": 1, "action_id": .integer(matter.action), "data_collection_id": .integer(collectionID),
                ]))
        records += values.map { field, value in
            Record(
                Catalogue.collectionValues, id: .text("\(collectionID)--\(field)--\(id)"),
                [
                    "string_value": .text(value), "last_modified_time_stamp": .integer(matter.opened.milliseconds),
                    "last_modified_by_user_id": .integer(WorldChange.userID), "action_id": .integer(matter.action),
                    "data_collection_field_id": .text("\(collectionID)--\(field)"),
                    "data_collection_record_id": .integer(id), "data_collection_id": .integer(collectionID),
                ])
        }
    }
}
