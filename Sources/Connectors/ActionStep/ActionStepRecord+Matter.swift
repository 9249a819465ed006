import Matters

/// How rows of ActionStep become parts of a matter.
extension ActionStepRecord {
    /// The matter that a row belongs to: by its link, by its composed id, or by the id of its file.
    var matterRef: SourceRef? {
        if let ref = link("action") { return ref }
        if let file = text("file")?.split(separator: ":"), file.count == 4, file[1] == "Actions" {
            return String(file[2])
        }
        return isPartyID ? idParts[0] : nil
    }

    /// `70151--27--75165`: matter, role, person. The links may be missing, the id never lies.
    private var isPartyID: Bool { idParts.count == 3 && idParts.allSatisfy(ActionStepURL.isID) }
    var roleRef: String? { link("participantType") ?? (isPartyID ? idParts[1] : nil) }
    var personRef: String? { link("participant") ?? (isPartyID ? idParts[2] : nil) }

    func details(type: ActionStepRecord?, step: ActionStepRecord?, assignedTo: ActionStepRecord?) -> MatterDetails {
        MatterDetails(
            reference: text("reference") ?? "", name: text("name") ?? "", typeRef: link("actionType") ?? "",
            typeName: type?.text("name") ?? "", systemStatus: text("status") ?? "", stepRef: link("step"),
            stepName: step?.text("stepName"), assignedTo: assignedTo?.text("displayName"),
            createdOn: date("createdTimestamp"), modifiedAt: instant("modifiedTimestamp"),
            isDeleted: flag("isDeleted"), related: Set(links("relatedActions")).subtracting([id]).sorted())
    }

    func party(role: ActionStepRecord?, roleRef: String, person: ActionStepRecord?, personRef: String) -> Party {
        Party(
            ref: "\(roleRef)--\(personRef)", roleName: role?.text("displayName") ?? role?.text("name") ?? roleRef,
            personRef: personRef, name: person?.text("displayName") ?? personRef,
            company: person.flatMap { $0.flag("isCompany") ? $0.text("companyName") : nil },
            email: person?.text("email"), phone: person?.phone)
    }

    /// The mobile number, or else the first one: `+61 7 5550 0100`.
    private var phone: String? {
        let numbered = (1...4).filter { text("phone\($0)Number") != nil }
        guard let best = numbered.first(where: { text("phone\($0)Label") == "Mobile" }) ?? numbered.first else {
            return nil
        }
        let country = text("phone\(best)Country").map { "+\($0)" }
        return [country, text("phone\(best)Area"), text("phone\(best)Number")].compactMap(\.self).joined(separator: " ")
    }

    func document(filing: Filing) -> Document {
        let size = integer("fileSize") ?? 0
        return Document(
            ref: id, name: text("name") ?? "", fileType: text("fileType"), sizeBytes: size,
            createdAt: instant("createdTimestamp"), modifiedAt: instant("modifiedTimestamp"),
            hasFile: text("fileName") != nil && size > 0, filing: filing)
    }

    func note(tags: [String]) -> Note {
        Note(
            ref: id, text: text("text") ?? "", author: text("enteredBy"), isSystem: text("source") == "System",
            notedAt: instant("noteTimestamp") ?? instant("enteredTimestamp"), tags: tags)
    }

    /// `<collection>--<field>--<record>`: a field's name may hold the separator itself.
    private var fieldName: String { idParts.dropFirst().dropLast().joined(separator: "--") }
    var fieldRef: String? { link("dataCollectionField") ?? (idParts.count >= 3 ? "\(idParts[0])--\(fieldName)" : nil) }
    var collectionRef: String? { link("dataCollection") ?? (idParts.count >= 3 ? idParts[0] : nil) }

    func dataValue(field: ActionStepRecord?, collection: ActionStepRecord?) -> DataValue? {
        guard idParts.count >= 3, let record = idParts.last else { return nil }
        return DataValue(
            ref: id, collection: collection?.text("name") ?? idParts[0],
            collectionLabel: collection?.text("label") ?? idParts[0], field: field?.text("name") ?? fieldName,
            fieldLabel: field?.text("label") ?? fieldName, recordRef: link("dataCollectionRecord") ?? record,
            dataType: field?.text("dataType") ?? "", text: text("stringValue"),
            order: Int(field?.integer("formOrder") ?? 0))
    }
}
