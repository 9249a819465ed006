import Matters
import SandboxKit
import Storage

/// Documents and the files behind them.
extension ActionStepChange {
    /// `file` is an upload id, a semicolon and a file name; without it the document is a placeholder.
    func describeFile(_ document: inout ActionStepRecord) throws {
        let uploadName = document.text("file")
        let action = document.text("action_id") ?? ""
        document["file"] = .text("DL::Actions::\(action)::\(document.idText)")
        document["status"] = .text(uploadName == nil ? "pending" : "uploaded")
        document["file_size"] = 0
        document["created_by_id"] = .integer(Self.userID)
        guard let uploadName else { return }
        try claimUpload(uploadName, for: &document)
    }

    /// A new upload in `file` replaces the file; the document's own file id, sent back as it was read, changes nothing.
    func replaceFile(of document: inout ActionStepRecord, before: ActionStepRecord) throws {
        let uploadName = document.text("file")
        document["file"] = before["file"]
        guard let uploadName, uploadName != before.text("file") else { return }
        try deleteFile(of: document)
        try claimUpload(uploadName, for: &document)
    }

    func deleteFile(of document: ActionStepRecord) throws {
        guard let id = document.integer("id") else { return }
        try FileTables.deleteFile(of: .actionStep(id), in: transaction)
    }

    private func claimUpload(_ uploadName: String, for document: inout ActionStepRecord) throws {
        let pieces = uploadName.split(separator: ";", maxSplits: 1).map(String.init)
        let limit = now - Duration.seconds(FileRules.uploadHoursMax * 3_600)
        guard let id = pieces.first, let upload = try FileTables.upload(id, in: transaction), !upload.isAssigned,
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
            try FileTables.assign(id, to: .actionStep(documentID), in: transaction)
        else { throw RequestFailure.badRequest("Another document has this file") }
        let ending = FileRules.fileExtension(of: name)
        document["status"] = "uploaded"
        document["file_size"] = SQLValue(file.size)
        document["file_name"] = .text("\(document.text("action_id") ?? "")_\(document.idText)_\(name)")
        document["extension"] = .text(ending.isEmpty ? "" : "." + ending)
        document["file_type"] = .text(FileRules.mediaType(of: name))
    }

    /// Checks the content again, because the document's name may differ from the name of the upload.
    private func check(_ file: FileSlices, named name: String) throws {
        try FileRules.check(name: name)
        guard let slice = file.slices(0..<min(file.size, FileRules.signatureBytes)).first else { return }
        let chunk = try FileTables.chunk(slice.chunk, of: slice.partID, in: transaction) ?? []
        try FileRules.check(Array(chunk[slice.bytes]), named: name)
    }
}
