import SandboxKit
import Storage
import Webhooks

/// The papers of the matter.
extension Deed {
    static let documents = [upload, addPlaceholder, renameDocument, deleteDocument]

    /// The file has come with the form and waits under its upload's id.
    static let upload = Deed("upload", done: "The file was uploaded.", fires: [.actionDocumentCreated]) {
        form, matter, change in
        guard !form["file"].isEmpty else { throw RequestFailure.badRequest("Choose a file first.") }
        let name = try form.optional("name", "The name")
        _ = try change.create(
            Catalogue.documents,
            [
                "name": .text(name.isEmpty ? form.fileName : name), "file": .text(form["file"]),
                "action_id": matter.id,
            ])
    }

    /// A document without a file: the portal hides it until there is one.
    static let addPlaceholder = Deed("document", done: "The document was entered.", fires: [.actionDocumentCreated]) {
        form, matter, change in
        let name = try form.required("name", "The name")
        if form["written"] == "T" { return try change.writeDocument(name, for: matter) }
        _ = try change.create(Catalogue.documents, ["name": .text(name), "action_id": matter.id])
    }

    static let renameDocument = Deed(
        "document-rename", done: "The document was renamed.", fires: [.actionDocumentUpdated]
    ) { form, matter, change in
        let document = try change.row(Catalogue.documents, form, of: matter)
        _ = try change.update(document, ["name": .text(try form.required("name", "The name"))])
    }

    static let deleteDocument = Deed(
        "document-delete", done: "The document was deleted.", fires: [.actionDocumentDeleted]
    ) { form, matter, change in
        try change.delete(try change.row(Catalogue.documents, form, of: matter))
    }
}

extension WorldChange {
    /// A document with a page that the sandbox makes up when somebody opens it, like those the world began with.
    func writeDocument(_ name: String, for matter: Record) throws {
        var document = Record(
            Catalogue.documents, id: .integer(try WorldTables.nextID(Catalogue.documents, in: transaction)),
            ["name": .text(name), "action_id": matter.id])
        try fill(&document)
        let file = name.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " }.replacing(" ", with: "-")
        document["status"] = "uploaded"
        document["file_type"] = "application/pdf"
        document["extension"] = ".pdf"
        document["file_size"] = .integer(20_000 + (document.integer("id") ?? 0) % 997)
        document["file_name"] = .text("\(matter.idText)_\(document.idText)_\(file).pdf")
        try WorldTables.insert(document, in: transaction)
        try announce(document.resource.events.created, document)
    }
}
