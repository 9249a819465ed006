/// The current state of one matter in the practice system. A facet that was not requested is nil.
package struct MatterSnapshot: Sendable, Equatable {
    package var ref: SourceRef
    package var exists: Bool
    package var details: MatterDetails?
    package var parties: [Party]?
    package var documents: [Document]?
    package var notes: [Note]?
    package var values: [DataValue]?
    package var tasks: [MatterTask]?
    package var timeEntries: [TimeEntry]?
    package var disbursements: [Disbursement]?
    /// The resources that were requested and not granted, by the system's names.
    package var withheld: [String] = []

    package init(
        ref: SourceRef, exists: Bool = true, details: MatterDetails? = nil, parties: [Party]? = nil,
        documents: [Document]? = nil, notes: [Note]? = nil, values: [DataValue]? = nil,
        tasks: [MatterTask]? = nil, timeEntries: [TimeEntry]? = nil, disbursements: [Disbursement]? = nil
    ) {
        self.ref = ref
        self.exists = exists
        self.details = details
        self.parties = parties
        self.documents = documents
        self.notes = notes
        self.values = values
        self.tasks = tasks
        self.timeEntries = timeEntries
        self.disbursements = disbursements
    }

    package var facets: Facets {
        let present: [(facet: Facets, isPresent: Bool)] = [
            (.details, details != nil), (.parties, parties != nil), (.documents, documents != nil),
            (.notes, notes != nil), (.values, values != nil), (.tasks, tasks != nil),
            (.money, timeEntries != nil && disbursements != nil),
        ]
        return present.reduce(into: []) { if $1.isPresent { $0.formUnion($1.facet) } }
    }
}

/// The facts of the matter itself.
package struct MatterDetails: Sendable, Equatable {
    package var reference: String
    package var name: String
    package var typeRef: SourceRef
    package var typeName: String
    /// The system's own word, such as `Active` or `Closed`.
    package var systemStatus: String
    package var stepRef: SourceRef?
    package var stepName: String?
    /// The person at the firm who runs the matter.
    package var assignedTo: String?
    package var createdOn: CalendarDate?
    package var modifiedAt: Instant?
    package var isDeleted: Bool
    /// The matters that the firm has linked with this one, in order; nil when never fetched.
    package var related: [SourceRef]?

    /// Whether lists show it among the matters that the firm works on.
    package var isOpen: Bool { systemStatus == "Active" }

    package init(
        reference: String, name: String, typeRef: SourceRef, typeName: String, systemStatus: String,
        stepRef: SourceRef?, stepName: String?, assignedTo: String?, createdOn: CalendarDate?, modifiedAt: Instant?,
        isDeleted: Bool, related: [SourceRef]? = nil
    ) {
        self.reference = reference
        self.name = name
        self.typeRef = typeRef
        self.typeName = typeName
        self.systemStatus = systemStatus
        self.stepRef = stepRef
        self.stepName = stepName
        self.assignedTo = assignedTo
        self.createdOn = createdOn
        self.modifiedAt = modifiedAt
        self.isDeleted = isDeleted
        self.related = related
    }
}

/// What a matter has a list of.
package protocol MatterPart: Sendable, Equatable {
    /// Unique within the list.
    var ref: SourceRef { get }
}

/// One person or company in one role on one matter.
package struct Party: MatterPart {
    /// Unique within the matter: role and person.
    package var ref: SourceRef
    package var roleName: String
    package var personRef: SourceRef
    package var name: String
    package var company: String?
    /// Free text of the practice system: untrusted, possibly not an address at all.
    package var email: String?
    package var phone: String?

    package init(
        ref: SourceRef, roleName: String, personRef: SourceRef, name: String, company: String?, email: String?,
        phone: String?
    ) {
        self.ref = ref
        self.roleName = roleName
        self.personRef = personRef
        self.name = name
        self.company = company
        self.email = email
        self.phone = phone
    }
}

package struct Document: MatterPart {
    package var ref: SourceRef
    package var name: String
    /// The MIME type that the system reports.
    package var fileType: String?
    package var sizeBytes: Int64
    package var createdAt: Instant?
    package var modifiedAt: Instant?
    /// False for a placeholder of a document that is still to come.
    package var hasFile: Bool
    /// Nil when never fetched.
    package var filing: Filing?

    package init(
        ref: SourceRef, name: String, fileType: String?, sizeBytes: Int64, createdAt: Instant?, modifiedAt: Instant?,
        hasFile: Bool, filing: Filing? = nil
    ) {
        self.ref = ref
        self.name = name
        self.fileType = fileType
        self.sizeBytes = sizeBytes
        self.createdAt = createdAt
        self.modifiedAt = modifiedAt
        self.hasFile = hasFile
        self.filing = filing
    }
}

package struct Note: MatterPart {
    package var ref: SourceRef
    package var text: String
    package var author: String?
    /// Written by the system itself, such as the trace of a step move.
    package var isSystem: Bool
    package var notedAt: Instant?
    /// Nil when never fetched.
    package var tags: [String]?

    package init(
        ref: SourceRef, text: String, author: String?, isSystem: Bool, notedAt: Instant?, tags: [String]? = nil
    ) {
        self.ref = ref
        self.text = text
        self.author = author
        self.isSystem = isSystem
        self.notedAt = notedAt
        self.tags = tags
    }
}

/// The value of one custom field in one record of one data collection.
package struct DataValue: MatterPart {
    /// `<collection>--<field>--<record>` in the system's words.
    package var ref: SourceRef
    /// The collection's name, which cannot change after creation; labels can.
    package var collection: String
    package var collectionLabel: String
    package var field: String
    package var fieldLabel: String
    package var recordRef: SourceRef
    package var dataType: String
    package var text: String?
    /// The position of the field in its form.
    package var order: Int

    package init(
        ref: SourceRef, collection: String, collectionLabel: String, field: String, fieldLabel: String,
        recordRef: SourceRef, dataType: String, text: String?, order: Int = 0
    ) {
        self.order = order
        self.ref = ref
        self.collection = collection
        self.collectionLabel = collectionLabel
        self.field = field
        self.fieldLabel = fieldLabel
        self.recordRef = recordRef
        self.dataType = dataType
        self.text = text
    }
}

/// A matter type and the steps that its matters go through, in order.
package struct Workflow: Sendable, Equatable {
    package struct Step: Sendable, Equatable {
        package var ref: SourceRef
        package var name: String
        package init(ref: SourceRef, name: String) {
            self.ref = ref
            self.name = name
        }
    }
    package var typeRef: SourceRef
    package var typeName: String
    package var steps: [Step]
    package init(typeRef: SourceRef, typeName: String, steps: [Step]) {
        self.typeRef = typeRef
        self.typeName = typeName
        self.steps = steps
    }
}
