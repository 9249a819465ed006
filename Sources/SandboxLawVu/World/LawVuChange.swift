import Delivery
import Matters
import SandboxKit
import Storage
import Webhooks

/// One change of the organisation's matters and contracts: rows and the news of them, in one transaction.
struct LawVuChange {
    let transaction: any Writing
    let outbox: Outbox
    let directory: LawVuDirectory
    let user: LawVuUser
    /// What the rows are stamped with.
    let now: Instant
    /// What the schedules of the notices start from; the test clock moves it.
    let due: Instant

    var look: LawVuLook { LawVuLook(reading: transaction, directory: directory, user: user) }

    /// - Parameter edit: what it begins with, beyond a name and a type.
    func open(_ kind: Dossier.Kind, _ edit: DossierEdit) throws -> Dossier {
        let number = try IDSequence.next("lawvu " + kind.rawValue, in: transaction)
        var dossier = Dossier(kind: kind, number: number, createdAt: now, createdBy: user.id)
        dossier.ownerID = user.id
        edit.apply(to: &dossier)
        try check(dossier)
        try DossierTables.insert(dossier, in: transaction)
        try announce(nil, dossier)
        return dossier
    }

    /// A change of nothing writes nothing and tells nobody.
    @discardableResult
    func update(_ dossier: Dossier, _ edit: DossierEdit) throws -> Dossier {
        var changed = dossier
        edit.apply(to: &changed)
        guard changed != dossier else { return dossier }
        try check(changed)
        try DossierTables.update(changed, in: transaction)
        try announce(dossier, changed)
        return changed
    }

    private func check(_ dossier: Dossier) throws {
        if let parent = dossier.parentID {
            let isSelf = dossier.kind == .matter && parent == dossier.id
            guard !isSelf, let matter = try DossierTables.find(.matter, parent, in: transaction),
                matter.isVisible(to: user)
            else { throw LawVuProblem.invalid("ParentId", "Give the id of another matter that you can see.") }
        }
        guard let externalID = dossier.externalID else { return }
        let others = try DossierTables.select(
            dossier.kind, where: "d.external_id = $3 AND d.id <> $4", [.text(externalID), .integer(dossier.id)],
            in: transaction)
        guard others.isEmpty else { throw LawVuProblem.conflict("ExternalId", "Is already in use") }
    }
}
