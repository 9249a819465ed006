/// What the practice system says about one matter now. A facet that was not asked for is nil.
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
    /// What was asked for and is not given to us, by the system's names.
    package var withheld: [String] = []

    package init(
        ref: SourceRef, exists: Bool = true, details: MatterDetails? = nil, parties: [Party]? = nil,
        documents: [Document]? = nil, notes: [Note]? = nil, values: [DataValue]? = nil,
        tasks: [MatterTask]? = nil, timeEntries: [TimeEntry]? = nil, disbursements: [Disbursement]? = nil
    ) {
        (self.ref, self.exists, self.details, self.parties) = (ref, exists, details, parties)
        (self.documents, self.notes, self.values) = (documents, notes, values)
        (self.tasks, self.timeEntries, self.disbursements) = (tasks, timeEntries, disbursements)
    }

    /// Which facets it holds.
    package var facets: Facets {
        var facets: Facets = []
        if details != nil { facets.insert(.details) }
        if parties != nil { facets.insert(.parties) }
        if documents != nil { facets.insert(.documents) }
        if notes != nil { facets.insert(.notes) }
        if values != nil { facets.insert(.values) }
        if tasks != nil { facets.insert(.tasks) }
        if timeEntries != nil, disbursements != nil { facets.insert(.money) }
        return facets
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
    /// The matters that the firm has linked with this one, in order; nil when it was never asked for.
    package var related: [SourceRef]?

    /// Whether lists show it among the matters that the firm works on.
    package var isOpen: Bool { systemStatus == "Active" }

    package init(
        reference: String, name: String, typeRef: SourceRef, typeName: String, systemStatus: String,
        stepRef: SourceRef?, stepName: String?, assignedTo: String?, createdOn: CalendarDate?, modifiedAt: Instant?,
        isDeleted: Bool, related: [SourceRef]? = nil
    ) {
        (self.reference, self.name, self.typeRef, self.typeName) = (reference, name, typeRef, typeName)
        (self.systemStatus, self.stepRef, self.stepName) = (systemStatus, stepRef, stepName)
        (self.assignedTo, self.createdOn, self.modifiedAt) = (assignedTo, createdOn, modifiedAt)
        (self.isDeleted, self.related) = (isDeleted, related)
    }
}

/// One person or company in one role on one matter.
package struct Party: Sendable, Equatable {
    /// Unique within the matter: role and person.
    package var ref: SourceRef
    package var roleName: String
    package var personRef: SourceRef
    package var name: String
    package var company: String?
    /// As typed into the practice system: untrusted, perhaps not an address at all.
    package var email: String?
    package var phone: String?

    package init(
        ref: SourceRef, roleName: String, personRef: SourceRef, name: String, company: String?, email: String?,
        phone: String?
    ) {
        (self.ref, self.roleName, self.personRef, self.name) = (ref, roleName, personRef, name)
        (self.company, self.email, self.phone) = (company, email, phone)
    }
}

package struct Document: Sendable, Equatable {
    package var ref: SourceRef
    package var name: String
    /// MIME type, as the system says.
    package var fileType: String?
    package var sizeBytes: Int64
    package var createdAt: Instant?
    package var modifiedAt: Instant?
    /// A document that only stands in for one to come has no file behind it.
    package var hasFile: Bool
    /// Nil when it was never asked for.
    package var filing: Filing?

    package init(
        ref: SourceRef, name: String, fileType: String?, sizeBytes: Int64, createdAt: Instant?, modifiedAt: Instant?,
        hasFile: Bool, filing: Filing? = nil
    ) {
        (self.ref, self.name, self.fileType, self.sizeBytes) = (ref, name, fileType, sizeBytes)
        (self.createdAt, self.modifiedAt, self.hasFile, self.filing) = (createdAt, modifiedAt, hasFile, filing)
    }
}

package struct Note: Sendable, Equatable {
    package var ref: SourceRef
    package var text: String
    package var author: String?
    /// Written by the system itself, such as the trace of a step move.
    package var isSystem: Bool
    package var notedAt: Instant?
    /// Nil when they were never asked for.
    package var tags: [String]?

    package init(
        ref: SourceRef, text: String, author: String?, isSystem: Bool, notedAt: Instant?, tags: [String]? = nil
    ) {
        (self.ref, self.text, self.author) = (ref, text, author)
        (self.isSystem, self.notedAt, self.tags) = (isSystem, notedAt, tags)
    }
}

/// The value of one custom field in one record of one data collection.
package struct DataValue: Sendable, Equatable {
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
    /// Where the field stands in its form.
    package var order: Int

    package init(
        ref: SourceRef, collection: String, collectionLabel: String, field: String, fieldLabel: String,
        recordRef: SourceRef, dataType: String, text: String?, order: Int = 0
    ) {
        self.order = order
        (self.ref, self.collection, self.collectionLabel) = (ref, collection, collectionLabel)
        (self.field, self.fieldLabel, self.recordRef) = (field, fieldLabel, recordRef)
        (self.dataType, self.text) = (dataType, text)
    }
}

/// A matter type and the steps that its matters go through, in order.
package struct Workflow: Sendable, Equatable {
    package struct Step: Sendable, Equatable {
        package var ref: SourceRef
        package var name: String
        package init(ref: SourceRef, name: String) { (self.ref, self.name) = (ref, name) }
    }
    package var typeRef: SourceRef
    package var typeName: String
    package var steps: [Step]
    package init(typeRef: SourceRef, typeName: String, steps: [Step]) {
        (self.typeRef, self.typeName, self.steps) = (typeRef, typeName, steps)
    }
}
