import Matters
import Records
import Storage

/// Writes what the practice system said about a matter: rows, log, and who may see it, in the caller's transaction.
/// The only code that changes a matter; an approved mail domain changes grants too.
struct MatterWriter {
    let source: SourceKey
    let system: String
    let newID: () -> String
    let transaction: any Writing
    let asAt: Instant
    /// Those that staff of the firm have approved.
    let domains: Set<MailDomain>

    /// - Parameter snapshots: each of another matter, at most as many as are fetched at once.
    /// - Returns: what has changed.
    func write(_ snapshots: [MatterSnapshot]) throws -> [MatterChangeSet] {
        let known = try MatterRecords.find(refs: snapshots.map(\.ref), source: source, including: .all, in: transaction)
        let byRef = Dictionary(uniqueKeysWithValues: known.map { ($0.ref, $0) })
        return try snapshots.compactMap { try write($0, over: byRef[$0.ref]) }
    }

    private func write(_ snapshot: MatterSnapshot, over known: Matter?) throws -> MatterChangeSet? {
        switch (known, snapshot.exists) {
        case (let matter?, true): return try update(matter, to: snapshot, isNew: false)
        case (let matter?, false): return try update(matter, to: Self.gone(matter), isNew: false)
        case (nil, true):
            guard let details = snapshot.details else { return nil }
            return try update(insert(snapshot.ref, details), to: snapshot, isNew: true)
        case (nil, false): return nil
        }
    }

    /// A matter that the practice system no longer lists keeps its facts for staff, and is hidden from everybody else.
    private static func gone(_ matter: Matter) -> MatterSnapshot {
        var details = matter.details
        details.isDeleted = true
        return MatterSnapshot(ref: matter.ref, exists: true, details: details)
    }

    /// The last change and the step of a matter that is imported are as old as the practice system says, not as the
    /// import.
    private func insert(_ ref: SourceRef, _ details: MatterDetails) throws -> Matter {
        let matter = Matter(
            id: newID(), sourceSystem: system, ref: ref, details: .unknown,
            updatedAt: details.modifiedAt ?? asAt, asAt: asAt)
        try MatterRecords.insert(matter, source: source, in: transaction)
        return matter
    }

    private func update(_ matter: Matter, to snapshot: MatterSnapshot, isNew: Bool) throws -> MatterChangeSet? {
        var delta = MatterDelta(from: matter, to: snapshot)
        if isNew {
            delta.enteredStep = nil
            delta.changes = [Change(.matter, fact: Change.created, new: snapshot.details?.name)]
        }
        try MatterRecords.apply(
            delta, to: matter, as: isNew ? .none : delta.update(matter.places), firmID: source.firmID, asAt: asAt,
            newID: newID, in: transaction)
        if !delta.values.isEmpty {
            try MatterRecords.note(
                settlementOn: matter.places.settlementDate(in: snapshot.values ?? matter.values),
                matterID: matter.id, firmID: source.firmID, in: transaction)
        }
        var changes = delta.changes
        if isNew || delta.decidesAccess {
            let access = try replaceGrants(of: matter, snapshot: snapshot)
            if !isNew { changes += access }
        }
        try markRelated(in: changes)
        try ChangeLog.append(changes, matterID: matter.id, firmID: source.firmID, in: transaction, at: asAt)
        return changes.isEmpty ? nil : MatterChangeSet(before: matter, changes: changes)
    }

    /// A relation is stored at both matters, and the practice system may have sent a notice for only one.
    private func markRelated(in changes: [Change]) throws {
        for change in changes where change.kind == .matter && change.fact == Change.related {
            try DirtyMatters.mark([change.subject: .details], rank: .sweep, source: source, in: transaction, at: asAt)
        }
    }

    private func replaceGrants(of matter: Matter, snapshot: MatterSnapshot) throws -> [Change] {
        let grants = AccessGrant.grants(
            parties: snapshot.parties ?? matter.parties, isDeleted: (snapshot.details ?? matter.details).isDeleted,
            domains: domains)
        return try AccessRecords.replace(with: grants, matterID: matter.id, firmID: source.firmID, in: transaction)
    }
}

extension MatterDelta {
    /// Whom the changes concern.
    fileprivate func update(_ places: FactPlaces) -> MatterUpdate {
        guard !changes.isEmpty else { return .none }
        return changes.contains { $0.concernsParties(places) } ? .forParties : .forStaff
    }

    /// Whether who may see the matter can have changed.
    fileprivate var decidesAccess: Bool { !parties.isEmpty || changes.contains { $0.fact == "deleted" } }
}

extension MatterDetails {
    /// Of a matter that is inserted before its details are written.
    fileprivate static let unknown = MatterDetails(
        reference: "", name: "", typeRef: "", typeName: "", systemStatus: "", stepRef: nil, stepName: nil,
        assignedTo: nil, createdOn: nil, modifiedAt: nil, isDeleted: false)
}
