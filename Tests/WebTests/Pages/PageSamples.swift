import Testing

@testable import Matters
@testable import Web

/// A matter as the read model holds it, seen through `Scope` like any other.
enum PageSamples {
    static let now = Instant(iso8601: "2026-11-21T04:14:00Z") ?? .distantPast
    static let hostile = "<script>alert(1)</script>\"\u{301} onfocus='x' &amp; {{frame.firm}}"

    static func pages() throws -> PageRenderer { try PageRenderer(firmName: "Hart & Fielding", zone: zone()) }
    static func zone(_ name: String = "Australia/Brisbane") throws -> FirmTimeZone {
        try #require(FirmTimeZone(identifier: name))
    }

    static func viewer(_ address: String, _ kind: Viewer.Kind = .party) throws -> Viewer {
        Viewer(firmID: "demo", address: try #require(MailAddress(address)), kind: kind)
    }

    static func pageViewer(_ label: String = "Priya Nair", role: String? = "Broker") -> PageViewer {
        PageViewer(label: label, role: role, cursor: "c2VhbGVk", key: "k1", now: now)
    }

    static func scoped(_ matter: Matter, for viewer: Viewer) throws -> ScopedMatter {
        let grants = AccessGrant.grants(parties: matter.parties, isDeleted: matter.details.isDeleted, domains: [])
        return try #require(Scope(viewer: viewer, parties: matter.parties, grants: grants).view(matter))
    }

    static let steps = [
        "Instructions received", "Contract review", "Cooling off", "Finance", "Searches", "Unconditional",
        "Pre-settlement", "Settlement booked", "Settled",
    ]

    static func matter(
        _ id: String = "mK3v9", name: String = "Tran – purchase of 18 Wattle Street, Paddington", step: Int = 4,
        status: String = "Active", settles: String? = "2026-12-04", items: [[String]] = samples, note: String = noteText
    ) -> Matter {
        let workflow = steps.enumerated().map { Workflow.Step(ref: "\($0.offset)", name: $0.element) }
        return Matter(
            id: id, sourceSystem: "actionstep", ref: "1042",
            details: MatterDetails(
                reference: "1042", name: name, typeRef: "7", typeName: "Conveyancing - Purchase", systemStatus: status,
                stepRef: "\(step)", stepName: steps[step], assignedTo: "Margaret Hart", createdOn: nil,
                modifiedAt: nil, isDeleted: false),
            parties: parties, documents: documents, documentIDs: ["1": "d1", "2": "d2", "3": "d3"],
            notes: [
                Note(ref: "1", text: "PORTAL: " + note, author: "Margaret Hart", isSystem: false, notedAt: now),
                Note(ref: "2", text: "internal: do not show", author: "x", isSystem: false, notedAt: now),
            ], values: values(settles: settles, items: items),
            history: (0...step).map { index in
                let days = Int64(step - index) * 6 * 86_400
                return .init(
                    stepRef: "\(index)", stepName: steps[index], enteredAt: .seconds(now.epochSeconds - days - 7_000))
            }, steps: workflow, updatedAt: now - .seconds(2_820),
            shownUpdatedAt: now - .seconds(2_820), asAt: now - .seconds(40))
    }

    static let noteText =
        "Searches are back and show nothing unusual.\nWe will book settlement once finance is confirmed."
    static let samples = [
        ["Upload the signed loan approval", "Broker", "2026-11-24", "F"],
        ["Confirm the building insurance", "Client", "2026-11-27", "F"],
        ["Order the rates search", "Firm", "2026-11-20", "F"],
        ["Return the signed contract", "Client", "2026-11-10", "T"],
    ]

    private static let parties = [
        party("Client", "Linh Tran", nil, "linh.tran@post.example", "0400 000 101"),
        party("Broker", "Priya Nair", "Harbour Mortgages", "priya@harbourmortgages.example", "07 5550 0144"),
        party("Mortgage_Manager", "Tom Okafor", "Northbank", "tom@northbank.example", nil),
        party("Other Side Conveyancer", "Grace Liu", "Liu & Partners", "grace@liu.example", nil),
    ]

    private static func party(
        _ role: String, _ name: String, _ company: String?, _ email: String?, _ phone: String?
    ) -> Party {
        Party(
            ref: role + name, roleName: role, personRef: name, name: name, company: company, email: email, phone: phone)
    }

    private static let documents = [
        document("1", "Contract of sale, signed.pdf", 482_133), document("2", "Title search.pdf", 96_004),
        document("3", "Special conditions.docx", 1_804_133),
    ]

    private static func document(_ ref: String, _ name: String, _ size: Int64) -> Document {
        Document(
            ref: ref, name: name, fileType: "application/pdf", sizeBytes: size, createdAt: now - .seconds(900_000),
            modifiedAt: nil, hasFile: true)
    }

    private static func values(settles: String?, items: [[String]]) -> [DataValue] {
        let dates = [
            ("condate", "Contract date", "2026-10-30"), ("findate", "Finance due", "2026-11-27"),
            ("smtdateonly", "Settlement date", settles ?? ""), ("smttime", "Settlement time", "14:00"),
        ]
        let property = [("address", "Address", "18 Wattle Street, Paddington QLD"), ("title", "Title", "12/RP 88421")]
        let fields = ["item", "whomustact", "duedate", "done"]
        return dates.map { value("keydates", "Key dates", "1", $0.0, $0.1, $0.2) }
            + property.map { value("property", "Property", "1", $0.0, $0.1, $0.2) }
            + items.enumerated().flatMap { index, item in
                zip(fields, item).map { value("outstanding", "Outstanding items", "\(index)", $0, $0, $1) }
            }
    }

    private static func value(
        _ collection: String, _ label: String, _ record: String, _ field: String, _ fieldLabel: String, _ text: String
    ) -> DataValue {
        DataValue(
            ref: "\(collection)--\(field)--\(record)", collection: collection, collectionLabel: label, field: field,
            fieldLabel: fieldLabel, recordRef: record, dataType: "Str", text: text)
    }
}
