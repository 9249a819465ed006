import Matters
import SandboxKit
import Webhooks

/// Forms that change status messages, tags, key dates and files.
extension LawVuFormHandler {
    static func message(of kind: MatterOrContract.Kind) -> LawVuFormHandler {
        LawVuFormHandler(
            "message", done: "The message was written.", fires: PartEvent.messageCreated.topics(of: kind)
        ) { form, item, change in
            let text = try form.values.required("text", "The message", max: Submission.textCharactersMax)
            _ = try change.addMessage(text, to: item)
        }
    }

    static let addTag = LawVuFormHandler(
        "tag", done: "The tag was added.", fires: PartEvent.tagCreated.topics(of: .matter)
    ) { form, item, change in _ = try change.addTag(try form.values.required("tag", "The tag"), to: item) }

    static let removeTag = LawVuFormHandler(
        "tag-remove", done: "The tag was removed.", fires: PartEvent.tagRemoved.topics(of: .matter)
    ) { form, item, change in try change.removeTag(try form.recordID(), from: item) }

    static func addFile(to kind: MatterOrContract.Kind) -> LawVuFormHandler {
        LawVuFormHandler("file", done: "The file was added.", fires: PartEvent.fileCreated.topics(of: kind)) {
            form, item, change in _ = try change.addFile(try form.file(), to: item)
        }
    }

    static func addVersion(to kind: MatterOrContract.Kind) -> LawVuFormHandler {
        LawVuFormHandler(
            "file-version", done: "The file has a new version.", fires: PartEvent.fileUpdated.topics(of: kind)
        ) { form, item, change in
            let file = try change.query.file(try form.recordID())
            guard file.kind == item.kind, file.itemID == item.id else { throw LawVuProblem.notFound }
            _ = try change.addVersion(try form.file(), of: file)
        }
    }

    /// The contract's document: its first version or a new one.
    static let text = LawVuFormHandler(
        "text", done: "The contract has a new document.", fires: [.contractDocumentUpdated]
    ) { form, contract, change in
        if let document = try LawVuFileTables.document(of: contract.id, in: change.transaction) {
            _ = try change.addVersion(try form.file(), of: document)
        } else {
            _ = try change.addFile(try form.file(), isDocument: true, to: contract)
        }
    }

    static let addKeyDate = LawVuFormHandler(
        "key-date", done: "The key date was added.", fires: [.contractKeyDateCreated]
    ) { form, contract, change in
        let request = KeyDateRequest(
            name: try form.values.required("name", "The name"), date: try form.values.date("date", "The date"),
            value: nil)
        _ = try change.addKeyDate(request, to: contract)
    }

    static let moveKeyDate = LawVuFormHandler(
        "key-date-move", done: "The key date was moved.", fires: [.contractKeyDateUpdated]
    ) { form, contract, change in
        let before = try change.keyDate(try form.recordID(), of: contract)
        var after = before
        after.date = try form.values.date("date", "The date")
        try change.update(before, to: after, of: contract)
    }
}

extension LawVuForm {
    fileprivate func file() throws -> LawVuUpload {
        guard let upload else { throw RequestFailure.badRequest("Choose a file.") }
        return upload
    }
}
