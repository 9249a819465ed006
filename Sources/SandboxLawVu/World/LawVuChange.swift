import Delivery
import Matters
import SandboxKit
import Storage
import Webhooks

/// One change of the organisation's data: rows and their webhook events, in one transaction.
struct LawVuChange {
    let transaction: any Writing
    let outbox: Outbox
    let directory: LawVuDirectory
    let user: LawVuUser
    /// The timestamp of the rows.
    let now: Instant
    /// The start of delivery schedules; the test clock moves it.
    let due: Instant

    var query: LawVuQuery { LawVuQuery(reading: transaction, directory: directory, user: user) }

    /// Creates a matter or contract that the user owns.
    /// - Throws: `LawVuProblem` when the parent is not visible to the user or the external id is in use.
    func open(_ kind: MatterOrContract.Kind, _ edit: MatterOrContractEdit) throws -> MatterOrContract {
        let number = try IDSequence.next("lawvu " + kind.rawValue, in: transaction)
        var item = MatterOrContract(kind: kind, number: number, createdAt: now, createdBy: user.id)
        item.ownerID = user.id
        edit.apply(to: &item)
        try check(item)
        try MatterOrContractTables.insert(item, in: transaction)
        try publish(nil, item)
        return item
    }

    /// Without a difference nothing is written and no event is published.
    /// - Throws: `LawVuProblem` when the parent is not visible to the user or the external id is in use.
    @discardableResult
    func update(_ item: MatterOrContract, _ edit: MatterOrContractEdit) throws -> MatterOrContract {
        var changed = item
        edit.apply(to: &changed)
        guard changed != item else { return item }
        try check(changed)
        try MatterOrContractTables.update(changed, in: transaction)
        try publish(item, changed)
        return changed
    }

    private func check(_ item: MatterOrContract) throws {
        if let parent = item.parentID {
            let isSelf = item.kind == .matter && parent == item.id
            guard !isSelf, let matter = try MatterOrContractTables.find(.matter, parent, in: transaction),
                matter.isVisible(to: user)
            else { throw LawVuProblem.invalid("ParentId", "Give the id of another matter that you can see.") }
        }
        guard let externalID = item.externalID else { return }
        let others = try MatterOrContractTables.select(
            item.kind, where: "d.external_id = $3 AND d.id <> $4", [.text(externalID), .integer(item.id)],
            in: transaction)
        guard others.isEmpty else { throw LawVuProblem.conflict("ExternalId", "Is already in use") }
    }
}
