import Matters
import SandboxKit
import Storage
import Webhooks

/// Status messages, tags, key dates and files.
extension LawVuChange {
    func addMessage(_ text: String, to item: MatterOrContract) throws -> StatusMessage {
        let message = StatusMessage(
            id: try IDSequence.next("lawvu message", in: transaction), message: text, createdAt: now,
            createdBy: user.id)
        try transaction.insert(
            into: "lawvu_messages", LawVuPartTables.messageColumns,
            [LawVuPartTables.row(of: message, of: item.kind, item.id)])
        try publish(.messageCreated, message.id, of: item)
        return message
    }

    /// An existing tag is returned, without a new row or event.
    func addTag(_ description: String, to item: MatterOrContract) throws -> LawVuTag {
        let known = try LawVuPartTables.tags(of: item, in: transaction)
        if let tag = known.first(where: { $0.description == description }) { return tag }
        let tag = LawVuTag(id: try IDSequence.next("lawvu tag", in: transaction), description: description)
        try transaction.insert(
            into: "lawvu_tags", LawVuPartTables.tagColumns, [LawVuPartTables.row(of: tag, of: item.kind, item.id)])
        try publish(.tagCreated, tag.id, of: item)
        return tag
    }

    func removeTag(_ id: Int64, from item: MatterOrContract) throws {
        guard let tag = try LawVuPartTables.tags(of: item, in: transaction).first(where: { $0.id == id }) else {
            throw LawVuProblem.notFound
        }
        try LawVuPartTables.delete(tag, in: transaction)
        try publish(.tagRemoved, tag.id, of: item)
    }

    func addKeyDate(_ request: KeyDateRequest, to item: MatterOrContract) throws -> KeyDate {
        let id = try IDSequence.next("lawvu key date", in: transaction)
        let added = request.applied(to: KeyDate(id: id, name: "", date: CalendarDate(daysSinceEpoch: 0), value: nil))
        try transaction.insert(
            into: "lawvu_key_dates", LawVuPartTables.keyDateColumns,
            [LawVuPartTables.row(of: added, of: item.kind, item.id)])
        try publish(.keyDateCreated, added.id, of: item)
        return added
    }

    func keyDate(_ id: Int64, of item: MatterOrContract) throws -> KeyDate {
        guard let date = try LawVuPartTables.keyDates(of: item, in: transaction).first(where: { $0.id == id }) else {
            throw LawVuProblem.notFound
        }
        return date
    }

    func update(_ before: KeyDate, to after: KeyDate, of item: MatterOrContract) throws {
        guard before != after else { return }
        try LawVuPartTables.update(after, in: transaction)
        try publish(.keyDateUpdated, after.id, of: item)
    }
}

extension LawVuChange {
    /// - Parameter item: nil for the document of a contract that is not created yet: no event is published then.
    func addFile(_ upload: LawVuUpload, isDocument: Bool = false, to item: MatterOrContract?) throws -> LawVuFile {
        if let item, !isDocument { try checkName(upload.name, in: item, excluding: nil) }
        let file = LawVuFile(
            id: try IDSequence.next("lawvu file", in: transaction), kind: item?.kind ?? .contract,
            itemID: item?.id, isDocument: isDocument, name: upload.name, size: upload.size, version: 1,
            createdAt: now, createdBy: user.id, modifiedAt: now, modifiedBy: user.id)
        try LawVuFileTables.insert(file, in: transaction)
        try assign(upload, to: file)
        if let item { try publish(isDocument ? .documentUpdated : .fileCreated, file.id, of: item) }
        return file
    }

    /// Replaces the contents; the id and the name of the file stay.
    func addVersion(_ upload: LawVuUpload, of file: LawVuFile) throws -> LawVuFile {
        var changed = file
        changed.version = file.version + 1
        changed.size = upload.size
        try FileTables.deleteFile(of: .lawVu(file.id), in: transaction)
        try assign(upload, to: file)
        return try save(changed, before: file)
    }

    func rename(_ file: LawVuFile, to name: String) throws -> LawVuFile {
        guard name != file.name else { return file }
        if let id = file.itemID, let item = try MatterOrContractTables.find(file.kind, id, in: transaction) {
            try checkName(name, in: item, excluding: file.id)
        }
        var changed = file
        changed.name = name
        return try save(changed, before: file)
    }

    /// Makes an uploaded file the document of a new contract.
    func attach(_ file: LawVuFile, to contract: MatterOrContract) throws {
        var attached = file
        attached.itemID = contract.id
        attached.isDocument = true
        try LawVuFileTables.update(attached, in: transaction)
    }

    private func save(_ file: LawVuFile, before: LawVuFile) throws -> LawVuFile {
        var saved = file
        saved.modifiedAt = now
        saved.modifiedBy = user.id
        try LawVuFileTables.update(saved, in: transaction)
        if let id = file.itemID, let item = try MatterOrContractTables.find(file.kind, id, in: transaction) {
            try publish(file.isDocument ? .documentUpdated : .fileUpdated, file.id, of: item)
        }
        return saved
    }

    private func checkName(_ name: String, in item: MatterOrContract, excluding id: Int64?) throws {
        let others = try LawVuFileTables.list(of: item.kind, item.id, in: transaction)
        guard !others.contains(where: { $0.name == name && $0.id != id }) else {
            throw LawVuProblem.conflict("Name", "A file with the same name already exists in this location")
        }
    }

    private func assign(_ upload: LawVuUpload, to file: LawVuFile) throws {
        guard try FileTables.assign(upload.id, to: .lawVu(file.id), in: transaction) else {
            throw LawVuProblem.notFound
        }
    }
}

/// A complete upload that is not assigned to a file yet.
struct LawVuUpload: Equatable, Sendable {
    let id: String
    let name: String
    let size: Int
}

extension FileOwner {
    static func lawVu(_ id: Int64) -> FileOwner { FileOwner(system: "lawvu", id: id) }
}
