import Matters
import SandboxKit
import Storage

/// Documents and the files behind them.
extension WorldChange {
    /// `file` is an upload id, a semicolon and the file's name; without one the document is a placeholder.
    func describeFile(_ document: inout Record) throws {
        let wish = document.text("file")
        let action = document.text("action_id") ?? ""
        document["file"] = .text("DL::Actions::\(action)::\(document.idText)")
        document["status"] = .text(wish == nil ? "pending" : "uploaded")
        document["file_size"] = 0
        document["created_by_id"] = .integer(Self.userID)
        guard let wish else { return }
        try takeOver(wish, for: &document)
    }

    /// A document is sent back as it was read, with its own file named in it; another upload replaces the file.
    func replaceFile(of document: inout Record, before: Record) throws {
        let wish = document.text("file")
        document["file"] = before["file"]
        guard let wish, wish != before.text("file") else { return }
        try forgetFile(of: document)
        try takeOver(wish, for: &document)
    }

    func forgetFile(of document: Record) throws {
        guard let id = document.integer("id") else { return }
        try FileTables.deleteFile(of: .actionStep(id), in: transaction)
    }

    private func takeOver(_ wish: String, for document: inout Record) throws {
        let pieces = wish.split(separator: ";", maxSplits: 1).map(String.init)
        let limit = now - Duration.seconds(FileRules.uploadHoursMax * 3_600)
        guard let id = pieces.first, let upload = try FileTables.upload(id, in: transaction), !upload.isTaken,
            upload.startedAt >= limit
        else {
            throw RequestFailure.badRequest("file names no upload that is there to be taken; send it to files first")
        }
        let file = FileSlices(parts: try FileTables.parts(of: id, in: transaction))
        guard file.parts.count == upload.partCount else {
            throw RequestFailure.badRequest(
                "Of \(upload.partCount) parts of this file only \(file.parts.count) are there")
        }
        let name = pieces.count == 2 ? pieces[1] : upload.name
        try check(file, named: name)
        guard let documentID = document.integer("id"),
            try FileTables.give(id, to: .actionStep(documentID), in: transaction)
        else { throw RequestFailure.badRequest("Another document has this file") }
        let ending = FileRules.fileExtension(of: name)
        document["status"] = "uploaded"
        document["file_size"] = SQLValue(file.size)
        document["file_name"] = .text("\(document.text("action_id") ?? "")_\(document.idText)_\(name)")
        document["extension"] = .text(ending.isEmpty ? "" : "." + ending)
        document["file_type"] = .text(FileRules.mediaType(of: name))
    }

    /// Once more, for the name may be another than the one it was sent under.
    private func check(_ file: FileSlices, named name: String) throws {
        try FileRules.check(name: name)
        guard let slice = file.slices(0..<min(file.size, FileRules.signatureBytes)).first else { return }
        let chunk = try FileTables.chunk(slice.chunk, of: slice.partID, in: transaction) ?? []
        try FileRules.check(Array(chunk[slice.bytes]), named: name)
    }
}
