import Delivery
import Matters
import Storage

/// The organisation inside LawVu, on the sandbox's store.
struct LawVuWorld: Sendable {
    let store: any Store
    /// The real time, with which rows are stamped.
    let clock: WallClock
    /// The time that schedules follow.
    let scheduleClock: WallClock
    let outbox: Outbox

    /// - Parameter user: who makes the change.
    func change<Result: Sendable>(
        by user: LawVuUser, _ body: @Sendable @escaping (LawVuChange) throws -> Result
    ) async throws -> Result {
        let (now, due) = (clock(), scheduleClock())
        return try await store.write { [outbox] transaction in
            try body(
                LawVuChange(
                    transaction: transaction, outbox: outbox, directory: try LawVuDirectory(in: transaction),
                    user: user, now: now, due: due))
        }
    }

    /// - Parameter user: whose eyes are looked through.
    func look<Result: Sendable>(
        as user: LawVuUser, _ body: @Sendable @escaping (LawVuLook) throws -> Result
    ) async throws -> Result {
        try await store.read { reading in
            try body(LawVuLook(reading: reading, directory: try LawVuDirectory(in: reading), user: user))
        }
    }
}

/// What one user sees at one moment. What he may not see is not there.
struct LawVuLook {
    let reading: any Reading
    let directory: LawVuDirectory
    let user: LawVuUser

    func dossier(_ kind: Dossier.Kind, _ id: Int64) throws -> Dossier {
        guard let dossier = try DossierTables.find(kind, id, in: reading), dossier.isVisible(to: user) else {
            throw LawVuProblem.notFound
        }
        return dossier
    }

    /// A file is seen by whoever sees its matter or contract; one that still waits for its contract, by its maker.
    func file(_ id: Int64) throws -> DossierFile {
        guard let file = try FileRows.find(id, in: reading) else { throw LawVuProblem.notFound }
        if let dossierID = file.dossierID {
            _ = try dossier(file.kind, dossierID)
        } else if file.createdBy != user.id {
            throw LawVuProblem.notFound
        }
        return file
    }
}
