import SandboxKit
import Storage
import Webhooks

/// File notes and documents. The portal shows a note to parties when its text begins with `visiblePrefix`.
extension MatterFormHandler {
    static let notes = [writeNote, editNote, deleteNote]
    static let documents = [upload, addPlaceholder, renameDocument, deleteDocument]
    static let visiblePrefix = "PORTAL: "

    static let writeNote = adding(Catalogue.fileNotes, "note", done: "The note was written.", noteValues)
    static let editNote = editing(Catalogue.fileNotes, "note-edit", done: "The note was changed.", noteValues)
    static let deleteNote = deleting(Catalogue.fileNotes, "note-delete", done: "The note was deleted.")

    @Sendable private static func noteValues(_ form: Submission) throws -> [String: SQLValue] {
        let text = try form.required("text", "The note", max: Submission.textCharactersMax)
        return ["text": .text((form["visible"] == "T" ? visiblePrefix : "") + text)]
    }

    /// The form's file is already stored as an upload, named in the field `file`.
    static let upload = adding(Catalogue.documents, "upload", done: "The file was uploaded.") { form in
        guard !form["file"].isEmpty else { throw RequestFailure.badRequest("Choose a file first.") }
        let name = try form.optional("name", "The name")
        return ["name": .text(name.isEmpty ? form.fileName : name), "file": .text(form["file"])]
    }

    /// A document without a file, which the portal hides, unless a generated one is asked for.
    static let addPlaceholder = MatterFormHandler(
        "document", done: "The document was entered.", fires: [.actionDocumentCreated]
    ) { form, matter, change in
        let name = try form.required("name", "The name")
        if form["written"] == "T" { return try change.writeDocument(name, for: matter) }
        try change.add(Catalogue.documents, to: matter, ["name": .text(name)])
    }

    static let renameDocument = editing(
        Catalogue.documents, "document-rename", done: "The document was renamed."
    ) { ["name": .text(try $0.required("name", "The name"))] }

    static let deleteDocument = deleting(Catalogue.documents, "document-delete", done: "The document was deleted.")
}

extension ActionStepChange {
    /// A document whose PDF the sandbox generates on download, like the seeded ones.
    func writeDocument(_ name: String, for matter: ActionStepRecord) throws {
        var document = Catalogue.documents.record([
            "id": try nextID(Catalogue.documents), "name": .text(name), "action_id": matter.id,
        ])
        try fill(&document)
        let file = name.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " }.replacing(" ", with: "-")
        document["status"] = "uploaded"
        document["file_type"] = "application/pdf"
        document["extension"] = ".pdf"
        document["file_size"] = .integer(20_000 + (document.integer("id") ?? 0) % 997)
        document["file_name"] = .text("\(matter.idText)_\(document.idText)_\(file).pdf")
        try ActionStepTables.insert(document, in: transaction)
        try publish(document.resource.events.created, document)
    }
}
