@testable import Matters

/// A purchase with every kind of party.
enum MatterFixture {
    static let at = Instant(milliseconds: 1_790_000_000_000)

    static func party(_ role: String, _ person: String, email: String?) -> Party {
        Party(
            ref: "\(role)--\(person)", roleName: role, personRef: person, name: "Name \(person)", company: nil,
            email: email, phone: "07 5550 0100")
    }

    static let parties = [
        party("Client", "1", email: "buyer@home.example"),
        party("Broker", "2", email: "broker@loans.example"),
        party("Mortgage_Manager", "3", email: "desk@northbank.example"),
        party("Other Side Conveyancer", "4", email: "them@other.example"),
    ]

    static func value(_ collection: String, _ field: String, _ text: String?, record: String = "1") -> DataValue {
        DataValue(
            ref: "\(collection)--\(field)--\(record)", collection: collection, collectionLabel: collection,
            field: field, fieldLabel: field, recordRef: record, dataType: "Str255", text: text)
    }

    static let details = MatterDetails(
        reference: "EX1", name: "12 Example St", typeRef: "33", typeName: "Purchase", systemStatus: "Active",
        stepRef: "33--2", stepName: "Finance", assignedTo: "Ana Ng", createdOn: CalendarDate("2026-05-01"),
        modifiedAt: at, isDeleted: false)

    static let matter: Matter = {
        var matter = plain
        matter.documents[0].filing = Filing(folder: "Client/Signed", tags: ["urgent"])
        matter.details.related = ["70152"]
        matter.tasks = [task("t1", "Order searches")]
        matter.timeEntries = [timeEntry("e1", hours: "0.5", amount: "200")]
        matter.disbursements = [disbursement("x1", quantity: "2", unitPrice: "24.5")]
        return matter
    }()

    static func task(_ ref: String, _ name: String, status: String = "Incomplete") -> MatterTask {
        MatterTask(
            ref: ref, name: name, status: status, isDone: status == "Complete", priority: "Normal",
            assignee: "Ng, Ana", dueOn: CalendarDate("2026-05-10"), completedOn: nil)
    }

    static func timeEntry(_ ref: String, hours: String, amount: String) -> TimeEntry {
        TimeEntry(
            ref: ref, workedOn: CalendarDate("2026-05-02"), description: "Review contract", person: "Ng, Ana",
            hours: ExactDecimal(hours), billableHours: ExactDecimal(hours), amount: ExactDecimal(amount),
            isBillable: true)
    }

    static func disbursement(_ ref: String, quantity: String, unitPrice: String) -> Disbursement {
        Disbursement(
            ref: ref, incurredOn: CalendarDate("2026-05-02"), description: "Title search",
            quantity: ExactDecimal(quantity), unitPrice: ExactDecimal(unitPrice), includesTax: true,
            isAnticipated: false)
    }

    private static let plain = Matter(
        id: "m1", sourceSystem: "actionstep", ref: "70151", details: details, parties: parties,
        documents: [
            document("d1", "Contract", hasFile: true), document("d2", "To come", hasFile: false),
        ],
        documentIDs: ["d1": "doc-1", "d2": "doc-2"],
        notes: [note("n1", "PORTAL: Finance approved"), note("n2", "They are bluffing")],
        values: [
            value("keydates", "smtdateonly", "2026-12-04"), value("internal", "margin", "secret"),
            value("outstanding", "item", "Sign transfer", record: "7"),
            value("outstanding", "whomustact", "Client", record: "7"), value("outstanding", "done", "F", record: "7"),
        ],
        history: [Matter.StepEntry(stepRef: "33--2", stepName: "Finance", enteredAt: at)],
        steps: [
            Workflow.Step(ref: "33--1", name: "Instructions"), Workflow.Step(ref: "33--2", name: "Finance"),
            Workflow.Step(ref: "33--3", name: "Settlement"),
        ], updatedAt: at, shownUpdatedAt: at, asAt: at)

    static func document(_ ref: String, _ name: String, hasFile: Bool) -> Document {
        Document(
            ref: ref, name: name, fileType: "application/pdf", sizeBytes: 9, createdAt: at, modifiedAt: at,
            hasFile: hasFile)
    }

    static func note(_ ref: String, _ text: String) -> Note {
        Note(ref: ref, text: text, author: "Ng, Ana", isSystem: false, notedAt: at)
    }

    static func viewer(_ address: String, _ kind: Viewer.Kind = .party) -> Viewer {
        guard let address = MailAddress(address) else { preconditionFailure("a plain address") }
        return Viewer(firmID: "f", address: address, kind: kind)
    }

    static let domains: Set<MailDomain> = Set([MailDomain("northbank.example")].compactMap { $0 })

    static func scope(_ viewer: Viewer, of matter: Matter = matter) -> Scope {
        let grants = AccessGrant.grants(parties: matter.parties, isDeleted: matter.details.isDeleted, domains: domains)
        return Scope(viewer: viewer, parties: matter.parties, grants: grants)
    }
}
