import SandboxKit
import Webhooks

/// Status messages, tags and key dates.
extension LawVuChange {
    func addMessage(_ text: String, to item: MatterOrContract) throws {
        try add(StatusMessage(message: text, createdAt: now, createdBy: user.id), to: item, .messageCreated)
    }

    /// An existing tag is returned, without a new row or event.
    func addTag(_ description: String, to item: MatterOrContract) throws -> LawVuTag {
        let known = try LawVuTag.list(of: item, in: transaction).first { $0.description == description }
        return try known ?? add(LawVuTag(description: description), to: item, .tagCreated)
    }

    func removeTag(_ id: Int64, from item: MatterOrContract) throws {
        let tag: LawVuTag = try query.part(id, of: item)
        try tag.delete(in: transaction)
        try publish(.tagRemoved, id, of: item)
    }

    func addKeyDate(_ edit: KeyDateEdit, to item: MatterOrContract) throws -> KeyDate {
        var date = KeyDate()
        edit.apply(&date)
        return try add(date, to: item, .keyDateCreated)
    }

    func update(_ date: KeyDate, _ edit: KeyDateEdit, of item: MatterOrContract) throws {
        var changed = date
        edit.apply(&changed)
        guard changed != date else { return }
        try changed.update(of: item.kind, item.id, in: transaction)
        try publish(.keyDateUpdated, date.id, of: item)
    }

    /// Inserts the part under the next id of its sequence.
    @discardableResult
    func add<Part: MatterOrContractPart>(
        _ part: Part, to item: MatterOrContract, _ event: PartEvent
    ) throws -> Part {
        var added = part
        added.id = try IDSequence.next(Part.sequence, in: transaction)
        try added.insert(of: item.kind, item.id, in: transaction)
        try publish(event, added.id, of: item)
        return added
    }
}

/// A complete upload that is not assigned to a file yet.
struct LawVuUpload: Equatable, Sendable {
    let id: String
    let name: String
    let size: Int
}

/// Files and the documents of contracts.
extension LawVuChange {
    /// - Parameter item: nil for the document of a contract that is not created yet: no event is published then.
    @discardableResult
    func addFile(_ upload: LawVuUpload, isDocument: Bool = false, to item: MatterOrContract?) throws -> LawVuFile {
        if let item, !isDocument { try checkName(upload.name, in: item, excluding: nil) }
        let file = LawVuFile(
            id: try IDSequence.next(LawVuFile.sequence, in: transaction), kind: item?.kind ?? .contract,
            itemID: item?.id, isDocument: isDocument, name: upload.name, size: upload.size, createdAt: now,
            createdBy: user.id, modifiedAt: now, modifiedBy: user.id)
        try file.insert(of: file.kind, file.itemID, in: transaction)
        try assign(upload, to: file)
        if let item { try publish(isDocument ? .documentUpdated : .fileCreated, file.id, of: item) }
        return file
    }

    /// Replaces the contents; the id and the name of the file stay.
    @discardableResult
    func addVersion(_ upload: LawVuUpload, of file: LawVuFile) throws -> LawVuFile {
        var changed = file
        changed.version += 1
        changed.size = upload.size
        try FileTables.deleteFile(of: file.owner, in: transaction)
        try assign(upload, to: file)
        return try save(changed)
    }

    func rename(_ file: LawVuFile, to name: String) throws {
        guard name != file.name else { return }
        if let item = try item(of: file) { try checkName(name, in: item, excluding: file.id) }
        var changed = file
        changed.name = name
        _ = try save(changed)
    }

    /// Makes an uploaded file the document of a new contract.
    func attach(_ file: LawVuFile, to contract: MatterOrContract) throws {
        var attached = file
        attached.isDocument = true
        try attached.update(of: contract.kind, contract.id, in: transaction)
    }

    private func save(_ file: LawVuFile) throws -> LawVuFile {
        var saved = file
        saved.modifiedAt = now
        saved.modifiedBy = user.id
        try saved.update(of: file.kind, file.itemID, in: transaction)
        if let item = try item(of: file) {
            try publish(file.isDocument ? .documentUpdated : .fileUpdated, file.id, of: item)
        }
        return saved
    }

    private func item(of file: LawVuFile) throws -> MatterOrContract? {
        try file.itemID.flatMap { try MatterOrContractTables.find(file.kind, $0, in: transaction) }
    }

    private func checkName(_ name: String, in item: MatterOrContract, excluding id: Int64?) throws {
        let others = try LawVuFile.files(of: item, in: transaction)
        guard !others.contains(where: { $0.name == name && $0.id != id }) else {
            throw LawVuProblem.conflict("Name", "A file with the same name already exists in this location")
        }
    }

    private func assign(_ upload: LawVuUpload, to file: LawVuFile) throws {
        guard try FileTables.assign(upload.id, to: file.owner, in: transaction) else { throw LawVuProblem.notFound }
    }
}
