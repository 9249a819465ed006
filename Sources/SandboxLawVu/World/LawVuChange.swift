import Delivery
import Matters
import SandboxKit
import Storage
import Webhooks

/// One change of the organisation's data: rows and their webhook events, in one transaction. What is refused throws
/// `LawVuProblem`: a parent that is not visible to the user, an external id that is in use.
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
    func open(_ kind: MatterOrContract.Kind, _ edit: MatterOrContractEdit) throws -> MatterOrContract {
        let number = try IDSequence.next("lawvu " + kind.rawValue, in: transaction)
        var item = MatterOrContract(kind: kind, number: number, createdAt: now, createdBy: user.id)
        item.ownerID = user.id
        edit.apply(&item)
        try check(item)
        try MatterOrContractTables.insert(item, in: transaction)
        try publish(nil, item)
        return item
    }

    /// Without a difference nothing is written and no event is published.
    func update(_ item: MatterOrContract, _ edit: MatterOrContractEdit) throws {
        var changed = item
        edit.apply(&changed)
        guard changed != item else { return }
        try check(changed)
        try MatterOrContractTables.update(changed, in: transaction)
        try publish(item, changed)
    }

    /// - Parameter patch: called after the item was found.
    func update(_ kind: MatterOrContract.Kind, _ id: Int64, _ patch: () throws -> JSONValue) throws {
        let item = try query.item(kind, id)
        try update(item, try MatterOrContractEdit(try patch(), of: kind, isNew: false, directory))
    }

    private func check(_ item: MatterOrContract) throws {
        if let parent = item.parentID {
            let isSelf = item.kind == .matter && parent == item.id
            guard !isSelf, let matter = try MatterOrContractTables.find(.matter, parent, in: transaction),
                matter.isVisible(to: user)
            else { throw LawVuProblem.invalid("ParentId", "Give the id of another matter that you can see.") }
        }
        guard let externalID = item.externalID else { return }
        let holder = try MatterOrContractTables.find(item.kind, externalID: externalID, in: transaction)
        guard holder == nil || holder?.id == item.id else {
            throw LawVuProblem.conflict("ExternalId", "Is already in use")
        }
    }
}
