import SandboxKit
import Storage

/// The generated PDF of a seeded document, for which no file was uploaded.
struct DocumentPage {
    let document: ActionStepRecord
    let matter: ActionStepRecord

    /// Nil for a document without a file.
    init?(of document: ActionStepRecord, in reading: any Reading) throws {
        guard document.text("extension") == ".pdf", document.integer("file_size") ?? 0 > 0,
            let matter = try ActionStepTables.find(Catalogue.actions, document["action_id"], in: reading)
        else { return nil }
        self.document = document
        self.matter = matter
    }

    /// Padded to the size in the document's record.
    var pdf: [UInt8] { PDF(lines: lines).bytes(size: Int(document.integer("file_size") ?? 0)) }

    private var lines: [PDF.Line] {
        [
            .init(text: FirmPeople.firm, points: 14, isBold: true), .init(text: ""),
            .init(text: document.text("name") ?? "", points: 22, isBold: true), .init(text: ""),
            .init(text: "Matter: \(matter.text("reference") ?? "") \(matter.text("name") ?? "")"),
            .init(text: "Date: " + (document.integer("created_timestamp").map(Presentation.day) ?? "")),
            .init(text: "Document: \(document.idText)"), .init(text: ""),
            .init(text: "This document was made up by the sandbox, as was everybody it speaks of."),
            .init(text: "Nobody is bound by it."),
        ]
    }
}
