import FoundationEssentials
import SandboxKit
import Storage

/// The contents of a document by its file id, in the parts of `files`.
extension FileContents {
    /// - Parameter file: for example `DL::Actions::70151::2531`.
    init(file: String, in reading: any Reading) throws {
        let pieces = file.components(separatedBy: "::")
        guard pieces.count == 4, pieces[0] == "DL", pieces[1] == "Actions", let id = Int64(pieces[3]),
            let document = try ActionStepTables.find(Catalogue.documents, .integer(id), in: reading),
            document.text("file") == file
        else { throw RequestFailure.notFound("There is no file \(file.prefix(100))") }
        let parts = try FileTables.parts(of: .actionStep(id), in: reading)
        guard parts.isEmpty else {
            self = .uploaded(FileSlices(parts: parts))
            return
        }
        guard let page = try DocumentPage(of: document, in: reading) else {
            throw RequestFailure.notFound("This document is a placeholder: it has no file yet")
        }
        self = .generated(page.pdf)
    }

    /// The bytes of the `number`th part, from 1; nil beyond the last.
    func range(ofPart number: Int) -> Range<Int>? {
        let start = (number - 1).multipliedReportingOverflow(by: FileRules.partBytesMax)
        guard number >= 1, !start.overflow, start.partialValue < size else { return nil }
        return start.partialValue..<min(start.partialValue + FileRules.partBytesMax, size)
    }
}

extension FileOwner {
    static func actionStep(_ id: Int64) -> FileOwner { FileOwner(system: "actionstep", id: id) }
}

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
