import SandboxKit
import Storage

/// Notes and documents.
extension MatterPageQuery {
    static let noteRowsMax = 10
    static let documentRowsMax = 20

    func notesCard() throws -> CardModel {
        let notes = try WorldTables.select(
            Catalogue.fileNotes, where: "action_id = $2", [matter.id],
            tail: "ORDER BY id DESC LIMIT \(Self.noteRowsMax)", in: reading)
        let count = try WorldTables.count(Catalogue.fileNotes, where: "action_id = $2", [matter.id], in: reading)
        return CardModel(
            "notes", "File notes", hint: shown(notes.count, of: count, "newest first"), rows: notes.map(noteRow),
            forms: [
                forms.form(
                    .writeNote, "Write note",
                    [.area("text", "New note"), .tick("visible", "Visible in the portal")])
            ])
    }

    private func noteRow(_ note: Record) -> RowModel {
        let written = note.text("text") ?? ""
        let isVisible = written.hasPrefix(Deed.visibleMark)
        let text = isVisible ? String(written.dropFirst(Deed.visibleMark.count)) : written
        let isSystem = note.text("source") == "System"
        let time = MatterWords.shortTime(note.integer("entered_timestamp") ?? 0)
        let subject = String(text.prefix(40))
        return RowModel(
            text, detail: (note.text("entered_by") ?? "") + ", " + time,
            tag: isVisible ? "in the portal" : isSystem ? "" : "internal", tone: isVisible ? "good" : "plain",
            folds: isSystem
                ? []
                : [
                    FoldModel(
                        "Change", about: subject,
                        [
                            forms.form(
                                .editNote, record: note.idText, "Save", about: subject,
                                [
                                    .area("text", "Note", text), .tick("visible", "Visible in the portal", isVisible),
                                ]),
                            forms.form(
                                .deleteNote, record: note.idText, "Delete note", about: subject, isPlain: true),
                        ])
                ])
    }

    func documentsCard() throws -> CardModel {
        let documents = try WorldTables.select(
            Catalogue.documents, where: "action_id = $2 AND is_deleted = 0", [matter.id],
            tail: "ORDER BY id DESC LIMIT \(Self.documentRowsMax)", in: reading)
        let count = try WorldTables.count(
            Catalogue.documents, where: "action_id = $2 AND is_deleted = 0", [matter.id], in: reading)
        return CardModel(
            "documents", "Documents", hint: shown(documents.count, of: count, "newest first"),
            rows: documents.map(documentRow),
            folds: [
                FoldModel(
                    "Upload a file",
                    [
                        forms.form(
                            .upload, "Upload",
                            [.file("file", "File"), .line("name", "Name, if not the file’s own", isRequired: false)])
                    ]),
                FoldModel(
                    "Enter a document without a file",
                    [
                        forms.form(
                            .addPlaceholder, "Enter",
                            [.line("name", "Name of the document"), .tick("written", "Make up a PDF for it")])
                    ]),
            ])
    }

    private func documentRow(_ document: Record) -> RowModel {
        let name = document.text("name") ?? ""
        let isPlaceholder = document.text("status") == "pending"
        let size = Self.size(document.integer("file_size") ?? 0)
        let kind = (document.text("extension") ?? "").drop { $0 == "." }.uppercased()
        let time = MatterWords.shortTime(document.integer("modified_timestamp") ?? 0)
        return RowModel(
            name, detail: isPlaceholder ? "entered \(time)" : "\(kind), \(size), \(time)",
            tag: isPlaceholder ? "no file yet" : "", tone: "waiting",
            folds: [
                FoldModel(
                    "Change", about: name,
                    [
                        forms.form(
                            .renameDocument, record: document.idText, "Rename", about: name,
                            [.line("name", "Name", name)]),
                        forms.form(
                            .deleteDocument, record: document.idText, "Delete document", about: name, isPlain: true),
                    ])
            ])
    }

    private static func size(_ bytes: Int64) -> String {
        bytes < 1_000_000 ? "\(max(bytes / 1_000, 1)) kB" : "\(bytes / 1_000_000).\(bytes / 100_000 % 10) MB"
    }

    /// `10 of 14, newest first`; nothing when all are there.
    func shown(_ count: Int, of all: Int, _ order: String) -> String {
        count < all ? "\(count) of \(all), \(order)" : ""
    }
}
