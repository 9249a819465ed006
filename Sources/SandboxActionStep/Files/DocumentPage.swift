import SandboxKit
import Storage

/// What stands in a document that came with the world: nobody uploaded it, yet it opens.
struct DocumentPage {
    let document: Record
    let matter: Record

    /// Nil for a document without a file.
    init?(of document: Record, in reading: any Reading) throws {
        guard document.text("extension") == ".pdf", document.integer("file_size") ?? 0 > 0,
            let matter = try WorldTables.find(Catalogue.actions, document["action_id"], in: reading)
        else { return nil }
        (self.document, self.matter) = (document, matter)
    }

    /// As large as the document's record says.
    var pdf: [UInt8] { PDF(lines: lines).bytes(size: Int(document.integer("file_size") ?? 0)) }

    private var lines: [PDF.Line] {
        [
            .init(text: FirmPeople.firm, points: 14, isBold: true), .init(text: ""),
            .init(text: document.text("name") ?? "", points: 22, isBold: true), .init(text: ""),
            .init(text: "Matter: \(matter.text("reference") ?? "") \(matter.text("name") ?? "")"),
            .init(text: "Date: \(date)"), .init(text: "Document: \(document.idText)"), .init(text: ""),
            .init(text: "This document was made up by the sandbox, as was everybody it speaks of."),
            .init(text: "Nobody is bound by it."),
        ]
    }

    private var date: String {
        document.integer("created_timestamp").map { String(Presentation.timestamp($0).prefix(10)) } ?? ""
    }
}
