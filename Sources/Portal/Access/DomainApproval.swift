package import Matters
package import Records
package import Storage

/// Lets a lender's or brokerage's mail domain in as a whole: the approval first, which every matter written from then on
/// follows, then the grants of the matters that are there, in transactions so small that no notice waits for them.
package struct DomainApproval: Sendable {
    private let store: any Store
    private let now: WallClock
    private let announce: Announce

    static let mattersPerTransactionMax = 100

    package init(store: any Store, now: @escaping WallClock, announce: @escaping Announce) {
        (self.store, self.now, self.announce) = (store, now, announce)
    }

    package func approve(_ domains: [MailDomain], firmID: String) async throws {
        let moment = now()
        let ids = try await store.write { transaction in
            try Firms.lock(firmID, in: transaction)
            for domain in domains { try Firms.approve(domain: domain, firmID: firmID, in: transaction, at: moment) }
            return try domains.flatMap { try MatterRecords.ids(withMailDomain: $0, firmID: firmID, in: transaction) }
        }
        let unique = Array(Set(ids)).sorted()
        for start in stride(from: 0, to: unique.count, by: Self.mattersPerTransactionMax) {
            let end = min(start + Self.mattersPerTransactionMax, unique.count)
            try await renewGrants(of: Array(unique[start..<end]), firmID: firmID)
        }
    }

    private func renewGrants(of ids: [String], firmID: String) async throws {
        let moment = now()
        try await store.write { transaction in
            try Firms.lock(firmID, in: transaction)
            let domains = try Firms.domains(of: firmID, in: transaction)
            let matters = try MatterRecords.find(ids: ids, firmID: firmID, including: .parties, in: transaction)
            let news = try matters.compactMap { matter -> MatterNews? in
                let grants = Grant.grants(
                    parties: matter.parties, isDeleted: matter.details.isDeleted, domains: domains)
                let changes = try AccessRecords.replace(
                    with: grants, matterID: matter.id, firmID: firmID, in: transaction)
                try ChangeLog.append(changes, matterID: matter.id, firmID: firmID, in: transaction, at: moment)
                return changes.isEmpty ? nil : MatterNews(before: matter, changes: changes)
            }
            try announce(news, firmID, transaction, moment)
        }
    }
}
