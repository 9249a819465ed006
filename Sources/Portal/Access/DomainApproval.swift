package import Matters
package import Records
package import Storage

/// Gives everybody of a lender's or brokerage's mail domain access. First the approval is stored, which applies to every
/// matter written afterwards; then the grants of existing matters are renewed, in transactions short enough that no
/// notice waits for them.
package struct DomainApproval: Sendable {
    private let store: any Store
    private let now: WallClock
    private let announce: PublishChanges

    static let mattersPerTransactionMax = 100

    package init(store: any Store, now: @escaping WallClock, announce: @escaping PublishChanges) {
        self.store = store
        self.now = now
        self.announce = announce
    }

    /// - Throws: `StoreError`. Grants that were renewed before stay; another call continues.
    package func approve(_ domains: [MailDomain], firmID: String) async throws {
        let moment = now()
        let ids = try await store.write { transaction in
            try Firms.lock(firmID, in: transaction)
            for domain in domains { try Firms.approve(domain: domain, firmID: firmID, in: transaction, at: moment) }
            return try domains.flatMap { try MatterRecords.ids(withMailDomain: $0, firmID: firmID, in: transaction) }
        }
        for chunk in Set(ids).sorted().chunks(ofCount: Self.mattersPerTransactionMax) {
            try await renewGrants(of: Array(chunk), firmID: firmID)
        }
    }

    private func renewGrants(of ids: [String], firmID: String) async throws {
        let moment = now()
        try await store.write { transaction in
            try Firms.lock(firmID, in: transaction)
            let domains = try Firms.domains(of: firmID, in: transaction)
            let matters = try MatterRecords.find(ids: ids, firmID: firmID, including: .parties, in: transaction)
            let changeSets = try matters.compactMap { matter -> MatterChangeSet? in
                let grants = AccessGrant.grants(
                    parties: matter.parties, isDeleted: matter.details.isDeleted, domains: domains)
                let changes = try AccessRecords.replace(
                    with: grants, matterID: matter.id, firmID: firmID, in: transaction)
                try ChangeLog.append(changes, matterID: matter.id, firmID: firmID, in: transaction, at: moment)
                return changes.isEmpty ? nil : MatterChangeSet(before: matter, changes: changes)
            }
            try announce(changeSets, firmID, transaction, moment)
        }
    }
}
