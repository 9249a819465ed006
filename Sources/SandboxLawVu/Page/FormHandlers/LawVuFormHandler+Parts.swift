import Matters
import SandboxKit
import Webhooks

/// Forms that change status messages, tags, key dates and files.
extension LawVuFormHandler {
    static func message(of kind: MatterOrContract.Kind) -> Self {
        Self("message", done: "The message was written.", fires: PartEvent.messageCreated.topics(of: kind)) {
            form, item, change in
            let text = try form.values.required("text", "The message", max: Submission.textCharactersMax)
            try change.addMessage(text, to: item)
        }
    }

    static let addTag = Self(
        "tag", done: "The tag was added.", fires: PartEvent.tagCreated.topics(of: .matter)
    ) { form, item, change in _ = try change.addTag(try form.values.required("tag", "The tag"), to: item) }

    static let removeTag = Self(
        "tag-remove", done: "The tag was removed.", fires: PartEvent.tagRemoved.topics(of: .matter)
    ) { form, item, change in try change.removeTag(try form.recordID(), from: item) }

    static func addFile(to kind: MatterOrContract.Kind) -> Self {
        Self("file", done: "The file was added.", fires: PartEvent.fileCreated.topics(of: kind)) {
            form, item, change in try change.addFile(try form.file(), to: item)
        }
    }

    static func addVersion(to kind: MatterOrContract.Kind) -> Self {
        Self("file-version", done: "The file has a new version.", fires: PartEvent.fileUpdated.topics(of: kind)) {
            form, item, change in
            let file = try change.query.file(try form.recordID(), of: item.kind, item.id)
            try change.addVersion(try form.file(), of: file)
        }
    }

    /// The contract's document: its first version or a new one.
    static let text = Self("text", done: "The contract has a new document.", fires: [.contractDocumentUpdated]) {
        form, contract, change in
        if let document = try LawVuFile.document(of: contract, in: change.transaction) {
            try change.addVersion(try form.file(), of: document)
        } else {
            try change.addFile(try form.file(), isDocument: true, to: contract)
        }
    }

    static let addKeyDate = Self("key-date", done: "The key date was added.", fires: [.contractKeyDateCreated]) {
        form, contract, change in
        let name = try form.values.required("name", "The name")
        let date = try form.values.date("date", "The date")
        try change.add(KeyDate(name: name, date: date), to: contract, .keyDateCreated)
    }

    static let moveKeyDate = Self("key-date-move", done: "The key date was moved.", fires: [.contractKeyDateUpdated]) {
        form, contract, change in
        let keyDate: KeyDate = try change.query.part(try form.recordID(), of: contract)
        let date = try form.values.date("date", "The date")
        try change.update(keyDate, KeyDateEdit { $0.date = date }, of: contract)
    }
}

extension LawVuForm {
    fileprivate func file() throws -> LawVuUpload {
        guard let upload else { throw RequestFailure.badRequest("Choose a file.") }
        return upload
    }
}
