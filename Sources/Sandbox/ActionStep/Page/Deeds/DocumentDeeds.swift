import Storage
import Webhooks

/// The papers of the matter.
extension Deed {
    static let documents = [addPlaceholder, renameDocument, deleteDocument]

    /// A document without a file: the portal hides it until there is one.
    static let addPlaceholder = Deed("document", done: "The document was entered.", fires: [.actionDocumentCreated]) {
        form, matter, change in
        _ = try change.create(
            Catalogue.documents, ["name": .text(try form.required("name", "The name")), "action_id": matter.id])
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
