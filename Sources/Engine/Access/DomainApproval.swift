package import Matters
import Records
package import Storage

/// Lets a lender's or brokerage's mail domain in as a whole: the approval and all grants that follow from it stand in
/// one transaction, so that no moment exists at which one is there without the other.
package struct DomainApproval: Sendable {
    private let store: any Store
    private let now: WallClock

    package init(store: any Store, now: @escaping WallClock) { (self.store, self.now) = (store, now) }

    package func approve(_ approved: [MailDomain], firmID: String) async throws {
        let moment = now()
        try await store.write { transaction in
            for domain in approved {
                try Firms.approve(domain: domain, firmID: firmID, in: transaction, at: moment)
            }
            let domains = try Firms.domains(of: firmID, in: transaction)
            for domain in approved {
                let ids = try MatterRecords.ids(withMailDomain: domain, firmID: firmID, in: transaction)
                let matters = try MatterRecords.find(
                    ids: ids, firmID: firmID, including: .parties, in: transaction)
                for matter in matters {
                    let grants = Grant.grants(
                        parties: matter.parties, isDeleted: matter.details.isDeleted, domains: domains)
                    let changes = try AccessRecords.replace(
                        with: grants, matterID: matter.id, firmID: firmID, in: transaction)
                    try ChangeLog.append(
                        changes, matterID: matter.id, firmID: firmID, in: transaction, at: moment)
                }
            }
        }
    }
}
