import SandboxKit
import Storage
import Webhooks

/// File notes. A mark before the text lets the parties see it in the portal.
extension Deed {
    static let notes = [writeNote, editNote, deleteNote]
    static let visibleMark = "PORTAL: "

    static let writeNote = Deed("note", done: "The note was written.", fires: [.fileNoteCreated]) {
        form, matter, change in
        _ = try change.create(
            Catalogue.fileNotes, ["text": .text(try noteText(form)), "action_id": matter.id])
    }

    static let editNote = Deed("note-edit", done: "The note was changed.", fires: [.fileNoteUpdated]) {
        form, matter, change in
        let note = try change.row(Catalogue.fileNotes, form, of: matter)
        _ = try change.update(note, ["text": .text(try noteText(form))])
    }

    static let deleteNote = Deed("note-delete", done: "The note was deleted.") { form, matter, change in
        try change.delete(try change.row(Catalogue.fileNotes, form, of: matter))
    }

    private static func noteText(_ form: Submission) throws -> String {
        let text = try form.required("text", "The note", max: Submission.textCharactersMax)
        return (form["visible"] == "T" ? visibleMark : "") + text
    }
}
