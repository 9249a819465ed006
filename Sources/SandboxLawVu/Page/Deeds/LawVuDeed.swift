import SandboxKit
import Storage
import Webhooks

/// One thing a person can do to a matter or contract on its page.
struct LawVuDeed: FormHandler, Sendable {
    typealias Act = @Sendable (_ form: LawVuForm, Dossier, LawVuChange) throws -> Void

    /// Also the last part of the form's address.
    let name: String
    /// What is said once it is done.
    let done: String
    let fires: [LawVuTopic]
    let act: Act

    init(_ name: String, done: String, fires: [LawVuTopic], act: @escaping Act) {
        (self.name, self.done, self.fires, self.act) = (name, done, fires, act)
    }

    /// A change of the matter or contract itself, written as the interface would take it.
    init(
        _ name: String, done: String, fires: [LawVuTopic],
        patch: @escaping @Sendable (Submission, Dossier) -> JSONValue
    ) {
        self.init(name, done: done, fires: fires) { form, dossier, change in
            let wish = patch(form.values, dossier)
            try change.update(dossier, try DossierEdit(wish, of: dossier.kind, isNew: false, change.directory))
        }
    }

    /// Topics that have a window are told at its end, once for all that happened in it.
    var announcement: String {
        let atOnce = fires.filter { !$0.isWindowed }.map(\.rawValue)
        let later = fires.filter(\.isWindowed).map { $0.rawValue + " within two minutes" }
        return "fires " + (atOnce + later).joined(separator: ", ")
    }

    var message: String { done + " It " + announcement + "." }

    static func all(of kind: Dossier.Kind) -> [LawVuDeed] {
        let both =
            [status(of: kind), rename(of: kind), people(of: kind), marks(of: kind), fields(of: kind)]
            + [message(of: kind), addFile(to: kind), addVersion(to: kind)]
        return both + (kind == .matter ? [addTag, removeTag] : [terms, text, addKeyDate, moveKeyDate])
    }

    static func named(_ name: String, of kind: Dossier.Kind) -> LawVuDeed? { all(of: kind).first { $0.name == name } }

    /// The one deed that has no matter or contract to begin with.
    static func open(_ kind: Dossier.Kind) -> LawVuDeed {
        LawVuDeed("open", done: "It was opened.", fires: [kind.created]) { _, _, _ in }
    }
}

/// What a person filled in, and the file that came with it.
struct LawVuForm: Sendable {
    let values: Submission
    var upload: TakenUpload?

    /// The row of the matter or contract that the form stands at.
    func row() throws -> Int64 {
        guard let id = Int64(values.record) else { throw LawVuProblem.notFound }
        return id
    }
}
