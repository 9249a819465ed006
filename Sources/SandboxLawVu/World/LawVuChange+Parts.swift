import Matters
import SandboxKit
import Storage
import Webhooks

/// Status messages, tags, key dates and files.
extension LawVuChange {
    func say(_ message: String, of dossier: Dossier) throws -> StatusMessage {
        let said = StatusMessage(
            id: try IDSequence.next("lawvu message", in: transaction), message: message, createdAt: now,
            createdBy: user.id)
        try transaction.insert(
            into: "lawvu_messages", PartRows.messageColumns, [PartRows.row(of: said, of: dossier.kind, dossier.id)])
        try announce(.messageCreated, said.id, of: dossier)
        return said
    }

    /// A tag that is there already is not added again, and nobody is told.
    func addTag(_ description: String, to dossier: Dossier) throws -> DossierTag {
        let known = try PartRows.tags(of: dossier, in: transaction)
        if let tag = known.first(where: { $0.description == description }) { return tag }
        let tag = DossierTag(id: try IDSequence.next("lawvu tag", in: transaction), description: description)
        try transaction.insert(
            into: "lawvu_tags", PartRows.tagColumns, [PartRows.row(of: tag, of: dossier.kind, dossier.id)])
        try announce(.tagCreated, tag.id, of: dossier)
        return tag
    }

    func removeTag(_ id: Int64, from dossier: Dossier) throws {
        guard let tag = try PartRows.tags(of: dossier, in: transaction).first(where: { $0.id == id }) else {
            throw LawVuProblem.notFound
        }
        try PartRows.delete(tag, in: transaction)
        try announce(.tagRemoved, tag.id, of: dossier)
    }

    func addKeyDate(_ wish: KeyDateWish, to dossier: Dossier) throws -> KeyDate {
        let id = try IDSequence.next("lawvu key date", in: transaction)
        let added = wish.applied(to: KeyDate(id: id, name: "", date: CalendarDate(daysSinceEpoch: 0), value: nil))
        try transaction.insert(
            into: "lawvu_key_dates", PartRows.keyDateColumns, [PartRows.row(of: added, of: dossier.kind, dossier.id)])
        try announce(.keyDateCreated, added.id, of: dossier)
        return added
    }

    func keyDate(_ id: Int64, of dossier: Dossier) throws -> KeyDate {
        guard let date = try PartRows.keyDates(of: dossier, in: transaction).first(where: { $0.id == id }) else {
            throw LawVuProblem.notFound
        }
        return date
    }

    func update(_ before: KeyDate, to after: KeyDate, of dossier: Dossier) throws {
        guard before != after else { return }
        try PartRows.update(after, in: transaction)
        try announce(.keyDateUpdated, after.id, of: dossier)
    }
}

extension LawVuChange {
    /// - Parameter dossier: nil for the text of a contract that is still to be made: nobody is told yet.
    func addFile(_ upload: TakenUpload, isDocument: Bool = false, to dossier: Dossier?) throws -> DossierFile {
        if let dossier, !isDocument { try checkName(upload.name, in: dossier, besides: nil) }
        let file = DossierFile(
            id: try IDSequence.next("lawvu file", in: transaction), kind: dossier?.kind ?? .contract,
            dossierID: dossier?.id, isDocument: isDocument, name: upload.name, size: upload.size, version: 1,
            createdAt: now, createdBy: user.id, modifiedAt: now, modifiedBy: user.id)
        try FileRows.insert(file, in: transaction)
        try give(upload, to: file)
        if let dossier { try announce(isDocument ? .documentUpdated : .fileCreated, file.id, of: dossier) }
        return file
    }

    /// The file keeps its number and its name; its contents are those of the upload.
    func addVersion(_ upload: TakenUpload, of file: DossierFile) throws -> DossierFile {
        var changed = file
        (changed.version, changed.size) = (file.version + 1, upload.size)
        try FileTables.deleteFile(of: .lawVu(file.id), in: transaction)
        try give(upload, to: file)
        return try save(changed, before: file)
    }

    func rename(_ file: DossierFile, to name: String) throws -> DossierFile {
        guard name != file.name else { return file }
        if let id = file.dossierID, let dossier = try DossierTables.find(file.kind, id, in: transaction) {
            try checkName(name, in: dossier, besides: file.id)
        }
        var changed = file
        changed.name = name
        return try save(changed, before: file)
    }

    /// Makes what was uploaded for a contract its text.
    func adopt(_ file: DossierFile, as contract: Dossier) throws {
        var adopted = file
        (adopted.dossierID, adopted.isDocument) = (contract.id, true)
        try FileRows.update(adopted, in: transaction)
    }

    private func save(_ file: DossierFile, before: DossierFile) throws -> DossierFile {
        var saved = file
        (saved.modifiedAt, saved.modifiedBy) = (now, user.id)
        try FileRows.update(saved, in: transaction)
        if let id = file.dossierID, let dossier = try DossierTables.find(file.kind, id, in: transaction) {
            try announce(file.isDocument ? .documentUpdated : .fileUpdated, file.id, of: dossier)
        }
        return saved
    }

    private func checkName(_ name: String, in dossier: Dossier, besides id: Int64?) throws {
        let others = try FileRows.list(of: dossier.kind, dossier.id, in: transaction)
        guard !others.contains(where: { $0.name == name && $0.id != id }) else {
            throw LawVuProblem.conflict("Name", "A file with the same name already exists in this location")
        }
    }

    private func give(_ upload: TakenUpload, to file: DossierFile) throws {
        guard try FileTables.give(upload.id, to: .lawVu(file.id), in: transaction) else { throw LawVuProblem.notFound }
    }
}

/// A file that has arrived whole and belongs to nothing yet.
struct TakenUpload: Equatable, Sendable {
    let id: String
    let name: String
    let size: Int
}

extension FileOwner {
    static func lawVu(_ id: Int64) -> FileOwner { FileOwner(system: "lawvu", id: id) }
}
