import Matters
import SandboxKit
import Webhooks

/// Status messages, tags, key dates and files.
extension LawVuDeed {
    static func message(of kind: Dossier.Kind) -> LawVuDeed {
        LawVuDeed(
            "message", done: "The message was written.", fires: PartEvent.messageCreated.topics(of: kind)
        ) { form, dossier, change in
            let text = try form.values.required("text", "The message", max: Submission.textCharactersMax)
            _ = try change.say(text, of: dossier)
        }
    }

    static let addTag = LawVuDeed(
        "tag", done: "The tag was added.", fires: PartEvent.tagCreated.topics(of: .matter)
    ) { form, dossier, change in _ = try change.addTag(try form.values.required("tag", "The tag"), to: dossier) }

    static let removeTag = LawVuDeed(
        "tag-remove", done: "The tag was taken off.", fires: PartEvent.tagRemoved.topics(of: .matter)
    ) { form, dossier, change in try change.removeTag(try form.row(), from: dossier) }

    static func addFile(to kind: Dossier.Kind) -> LawVuDeed {
        LawVuDeed("file", done: "The file was added.", fires: PartEvent.fileCreated.topics(of: kind)) {
            form, dossier, change in _ = try change.addFile(try form.file(), to: dossier)
        }
    }

    static func addVersion(to kind: Dossier.Kind) -> LawVuDeed {
        LawVuDeed(
            "file-version", done: "The file has a new version.", fires: PartEvent.fileUpdated.topics(of: kind)
        ) { form, dossier, change in
            let file = try change.look.file(try form.row())
            guard file.kind == dossier.kind, file.dossierID == dossier.id else { throw LawVuProblem.notFound }
            _ = try change.addVersion(try form.file(), of: file)
        }
    }

    /// The contract's own text: its first, or another version of it.
    static let text = LawVuDeed(
        "text", done: "The contract has a new text.", fires: [.contractDocumentUpdated]
    ) { form, contract, change in
        if let document = try FileRows.document(of: contract.id, in: change.transaction) {
            _ = try change.addVersion(try form.file(), of: document)
        } else {
            _ = try change.addFile(try form.file(), isDocument: true, to: contract)
        }
    }

    static let addKeyDate = LawVuDeed(
        "key-date", done: "The key date was added.", fires: [.contractKeyDateCreated]
    ) { form, contract, change in
        let wish = KeyDateWish(
            name: try form.values.required("name", "The name"), date: try form.values.date("date", "The date"),
            value: nil)
        _ = try change.addKeyDate(wish, to: contract)
    }

    static let moveKeyDate = LawVuDeed(
        "key-date-move", done: "The key date was moved.", fires: [.contractKeyDateUpdated]
    ) { form, contract, change in
        let before = try change.keyDate(try form.row(), of: contract)
        var after = before
        after.date = try form.values.date("date", "The date")
        try change.update(before, to: after, of: contract)
    }
}

extension LawVuForm {
    fileprivate func file() throws -> TakenUpload {
        guard let upload else { throw RequestFailure.badRequest("Choose a file.") }
        return upload
    }
}
