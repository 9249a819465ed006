import SandboxKit

/// The cards of notes and documents.
extension MatterPageQuery {
    static let noteRowsMax = 10
    static let documentRowsMax = 20

    func notesCard() throws -> CardModel {
        let notes = try newest(Catalogue.fileNotes, max: Self.noteRowsMax)
        let fields: [FieldModel] = [.area("text", "New note"), .tick("visible", "Visible in the portal")]
        return CardModel(
            "notes", "File notes", hint: try shown(notes.count, of: Catalogue.fileNotes), rows: notes.map(noteRow),
            forms: [forms.form(.writeNote, "Write note", fields)])
    }

    private func noteRow(_ note: ActionStepRecord) -> RowModel {
        let (text, isVisible) = note.noteText
        let isSystem = note.text("source") == "System"
        let time = MatterLabels.shortTime(note.integer("entered_timestamp") ?? 0)
        let fields: [FieldModel] = [.area("text", "Note", text), .tick("visible", "Visible in the portal", isVisible)]
        let change = changeFold(
            note.idText, about: String(text.prefix(40)), edit: (.editNote, "Save", fields),
            delete: (.deleteNote, "Delete note"))
        return RowModel(
            text, detail: (note.text("entered_by") ?? "") + ", " + time,
            tag: isVisible ? "in the portal" : isSystem ? "" : "internal", tone: isVisible ? "good" : "plain",
            folds: isSystem ? [] : [change])
    }

    func documentsCard() throws -> CardModel {
        let documents = try newest(Catalogue.documents, max: Self.documentRowsMax)
        let fileFields: [FieldModel] = [
            .file("file", "File"), .line("name", "Name, if not the file’s own", isRequired: false),
        ]
        let placeholderFields: [FieldModel] = [
            .line("name", "Name of the document"), .tick("written", "Make up a PDF for it"),
        ]
        return CardModel(
            "documents", "Documents", hint: try shown(documents.count, of: Catalogue.documents),
            rows: documents.map(documentRow),
            folds: [
                fold("Upload a file", .upload, "Upload", fileFields),
                fold("Enter a document without a file", .addPlaceholder, "Enter", placeholderFields),
            ])
    }

    private func documentRow(_ document: ActionStepRecord) -> RowModel {
        let name = document.text("name") ?? ""
        let isPlaceholder = document.text("status") == "pending"
        let size = Self.size(document.integer("file_size") ?? 0)
        let kind = (document.text("extension") ?? "").drop { $0 == "." }.uppercased()
        let time = MatterLabels.shortTime(document.integer("modified_timestamp") ?? 0)
        let change = changeFold(
            document.idText, about: name, edit: (.renameDocument, "Rename", [.line("name", "Name", name)]),
            delete: (.deleteDocument, "Delete document"))
        return RowModel(
            name, detail: isPlaceholder ? "entered \(time)" : "\(kind), \(size), \(time)",
            tag: isPlaceholder ? "no file yet" : "", tone: "waiting", folds: [change])
    }

    private static func size(_ bytes: Int64) -> String {
        bytes < 1_000_000 ? "\(max(bytes / 1_000, 1)) kB" : "\(bytes / 1_000_000).\(bytes / 100_000 % 10) MB"
    }
}

extension ActionStepRecord {
    /// The text of a note without the prefix that makes it visible in the portal.
    var noteText: (text: String, isVisible: Bool) {
        let (text, prefix) = (text("text") ?? "", MatterFormHandler.visiblePrefix)
        return text.hasPrefix(prefix) ? (String(text.dropFirst(prefix.count)), true) : (text, false)
    }
}
