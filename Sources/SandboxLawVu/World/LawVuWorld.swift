import Delivery
import Matters
import Storage

/// Access to the data of the simulated organisation.
struct LawVuWorld: Sendable {
    let store: any Store
    /// The real time, for the timestamps of rows.
    let clock: WallClock
    /// The time of delivery schedules, which the test clock moves.
    let scheduleClock: WallClock
    let outbox: Outbox

    /// Runs a change in one transaction.
    /// - Parameter user: the author of the change.
    func change<Result: Sendable>(
        by user: LawVuUser, _ body: @Sendable @escaping (LawVuChange) throws -> Result
    ) async throws -> Result {
        let now = clock()
        let due = scheduleClock()
        return try await store.write { [outbox] transaction in
            try body(
                LawVuChange(
                    transaction: transaction, outbox: outbox, directory: try LawVuDirectory(in: transaction),
                    user: user, now: now, due: due))
        }
    }

    /// Runs a query in one snapshot.
    /// - Parameter user: what is not visible to this user is not found.
    func query<Result: Sendable>(
        as user: LawVuUser, _ body: @Sendable @escaping (LawVuQuery) throws -> Result
    ) async throws -> Result {
        try await store.read { reading in
            try body(LawVuQuery(reading: reading, directory: try LawVuDirectory(in: reading), user: user))
        }
    }
}

/// Reads as one user, in one snapshot: what the user may not see is reported as not found.
struct LawVuQuery {
    let reading: any Reading
    let directory: LawVuDirectory
    let user: LawVuUser

    func item(_ kind: MatterOrContract.Kind, _ id: Int64) throws -> MatterOrContract {
        guard let item = try MatterOrContractTables.find(kind, id, in: reading), item.isVisible(to: user) else {
            throw LawVuProblem.notFound
        }
        return item
    }

    /// A file is visible with its matter or contract, and to its author only while its contract is not created yet.
    func file(_ id: Int64) throws -> LawVuFile {
        guard let file = try LawVuFileTables.find(id, in: reading) else { throw LawVuProblem.notFound }
        if let itemID = file.itemID {
            _ = try item(file.kind, itemID)
        } else if file.createdBy != user.id {
            throw LawVuProblem.notFound
        }
        return file
    }
}
