/// One entry of a matter's access list: who may see the matter at all, and why.
///
/// Computed only by `grants`; stored in the table `access`, on which lists, counts, searches and streams filter. Which
/// roles have access at all is decided by `PartyKind`.
package struct AccessGrant: Sendable, Hashable {
    /// Why the holder may see the matter.
    package enum Relation: String, Sendable, CaseIterable { case named, domain, client, staff }

    package let holder: Holder
    package let relation: Relation
    package init(holder: Holder, relation: Relation) {
        self.holder = holder
        self.relation = relation
    }

    /// The access policy: everybody who may see a matter.
    /// - Parameter domains: the mail domains that the firm has approved as a whole.
    package static func grants(parties: [Party], isDeleted: Bool, domains: Set<MailDomain>) -> Set<AccessGrant> {
        var grants: Set<AccessGrant> = [AccessGrant(holder: .staff, relation: .staff)]
        guard !isDeleted else { return grants }
        for party in parties {
            let kind = PartyKind(roleName: party.roleName)
            guard kind.hasAccess, let address = party.email.flatMap(MailAddress.init) else { continue }
            let isClient = kind == .client || kind == .developerClient
            grants.insert(AccessGrant(holder: .person(address), relation: isClient ? .client : .named))
            if kind.sharesAccessInFirm, domains.contains(address.domain), !PublicMailDomains.contains(address.domain) {
                grants.insert(AccessGrant(holder: .domain(address.domain), relation: .domain))
            }
        }
        return grants
    }
}

extension AccessGrant {
    /// Whoever can hold a grant: the firm's staff, one person, or everybody of one mail domain.
    package enum Holder: Sendable, Hashable {
        case staff
        case person(MailAddress)
        case domain(MailDomain)

        /// As stored: `staff`, `person:a@b.example`, `domain:b.example`.
        package var text: String {
            switch self {
            case .staff: "staff"
            case .person(let address): "person:" + address.text
            case .domain(let domain): "domain:" + domain.text
            }
        }

        package init?(text: String) {
            let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
            switch (parts.first, parts.count) {
            case ("staff", 1): self = .staff
            case ("person", 2):
                guard let address = MailAddress(parts[1]) else { return nil }
                self = .person(address)
            case ("domain", 2):
                guard let domain = MailDomain(parts[1]) else { return nil }
                self = .domain(domain)
            default: return nil
            }
        }
    }
}
