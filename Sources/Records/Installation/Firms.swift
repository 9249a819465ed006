package import Matters
package import Storage

/// A law firm on this installation.
package struct Firm: Sendable, Hashable {
    package var id: String
    package var name: String
    /// IANA name, such as `Australia/Brisbane`.
    package var zone: String
    package init(id: String, name: String, zone: String) {
        self.id = id
        self.name = name
        self.zone = zone
    }
}

/// The firms of the installation. Every function throws `StoreError`.
package enum Firms {
    /// Makes the firm and the head of its log, or renames it.
    package static func put(_ firm: Firm, in transaction: any Writing, at now: Instant) throws {
        try transaction.run(
            """
            INSERT INTO firms (firm_id, name, zone, created_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (firm_id) DO UPDATE SET name = excluded.name, zone = excluded.zone
            """, [.text(firm.id), .text(firm.name), .text(firm.zone), .instant(now)])
        try transaction.run(
            "INSERT INTO firm_heads (firm_id, seq) VALUES ($1, 0) ON CONFLICT (firm_id) DO NOTHING", [.text(firm.id)])
        transaction.notify(.settings)
    }

    /// Serialises transactions that read a firm's matters or domains and write what follows from them, as an embedded
    /// engine does anyway.
    package static func lock(_ firmID: String, in transaction: any Writing) throws {
        try transaction.takeAdvisoryLock("firm/" + firmID)
    }

    package static func all(in reading: any Reading) throws -> [Firm] {
        try reading.rows("SELECT firm_id, name, zone FROM firms ORDER BY firm_id").map {
            Firm(id: $0.text(0), name: $0.text(1), zone: $0.text(2))
        }
    }

    /// The mail domains of which every person has access.
    package static func domains(of firmID: String, in reading: any Reading) throws -> Set<MailDomain> {
        let names = try reading.texts("SELECT domain FROM domains WHERE firm_id = $1", [.text(firmID)])
        return Set(names.compactMap(MailDomain.init))
    }

    package static func approve(
        domain: MailDomain, firmID: String, in transaction: any Writing, at now: Instant
    ) throws {
        try transaction.run(
            """
            INSERT INTO domains (firm_id, domain, approved_at) VALUES ($1, $2, $3)
            ON CONFLICT (firm_id, domain) DO NOTHING
            """, [.text(firmID), .text(domain.text), .instant(now)])
        transaction.notify(.settings)
    }
}
