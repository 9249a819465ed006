import SandboxKit
import Storage
import Webhooks

/// The handler of one form on the page of a matter or contract.
struct LawVuFormHandler: FormHandler, Sendable {
    typealias Action = @Sendable (_ form: LawVuForm, MatterOrContract, LawVuChange) throws -> Void

    /// Also the last path segment of the form's action URL.
    let name: String
    /// Shown after success.
    let done: String
    let fires: [LawVuTopic]
    let action: Action

    init(_ name: String, done: String, fires: [LawVuTopic], action: @escaping Action) {
        self.name = name
        self.done = done
        self.fires = fires
        self.action = action
    }

    /// A change of the matter or contract itself, as the merge patch that the API accepts.
    init(_ name: String, done: String, fires: [LawVuTopic], patch: @escaping @Sendable (Submission) -> JSONValue) {
        self.init(name, done: done, fires: fires) { form, item, change in
            try change.update(item.kind, item.id) { patch(form.values) }
        }
    }

    /// Names the topics. A windowed topic is sent once, at the end of its window.
    var announcement: String {
        let immediate = fires.filter { !$0.isWindowed }.map(\.rawValue)
        let windowed = fires.filter(\.isWindowed).map { $0.rawValue + " within two minutes" }
        return "fires " + (immediate + windowed).joined(separator: ", ")
    }

    var message: String { done + " It " + announcement + "." }

    static func all(of kind: MatterOrContract.Kind) -> [LawVuFormHandler] {
        let both =
            [status(of: kind), rename(of: kind), people(of: kind), marks(of: kind), fields(of: kind)]
            + [message(of: kind), addFile(to: kind), addVersion(to: kind)]
        return both + (kind == .matter ? [addTag, removeTag] : [terms, text, addKeyDate, moveKeyDate])
    }

    static func named(_ name: String, of kind: MatterOrContract.Kind) -> LawVuFormHandler? {
        all(of: kind).first { $0.name == name }
    }

    /// The form that opens a matter or contract; the page controller performs it, because there is no item yet.
    static func open(_ kind: MatterOrContract.Kind) -> LawVuFormHandler {
        LawVuFormHandler("open", done: "It was opened.", fires: [kind.created]) { _, _, _ in }
    }
}

/// A submitted form with its uploaded file.
struct LawVuForm: Sendable {
    let values: Submission
    var upload: LawVuUpload?

    /// - Throws: `LawVuProblem.notFound` when it is not a number.
    func recordID() throws -> Int64 {
        guard let id = Int64(values.record) else { throw LawVuProblem.notFound }
        return id
    }
}
