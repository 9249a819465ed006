/// Something that somebody at the firm has to do on a matter, as the practice system plans it.
package struct MatterTask: MatterPart {
    package var ref: SourceRef
    package var name: String
    /// The system's own word, such as `Incomplete`.
    package var status: String
    package var isDone: Bool
    package var priority: String?
    package var assignee: String?
    package var dueOn: CalendarDate?
    package var completedOn: CalendarDate?

    package init(
        ref: SourceRef, name: String, status: String, isDone: Bool, priority: String?, assignee: String?,
        dueOn: CalendarDate?, completedOn: CalendarDate?
    ) {
        self.ref = ref
        self.name = name
        self.status = status
        self.isDone = isDone
        self.priority = priority
        self.assignee = assignee
        self.dueOn = dueOn
        self.completedOn = completedOn
    }
}

/// Time that somebody at the firm worked on a matter.
package struct TimeEntry: MatterPart {
    package var ref: SourceRef
    package var workedOn: CalendarDate?
    package var description: String
    package var person: String?
    package var hours: ExactDecimal?
    package var billableHours: ExactDecimal?
    /// In the firm's currency.
    package var amount: ExactDecimal?
    package var isBillable: Bool

    package init(
        ref: SourceRef, workedOn: CalendarDate?, description: String, person: String?, hours: ExactDecimal?,
        billableHours: ExactDecimal?, amount: ExactDecimal?, isBillable: Bool
    ) {
        self.ref = ref
        self.workedOn = workedOn
        self.description = description
        self.person = person
        self.hours = hours
        self.billableHours = billableHours
        self.amount = amount
        self.isBillable = isBillable
    }
}

/// A cost that the firm has paid for a matter, or expects to pay.
package struct Disbursement: MatterPart {
    package var ref: SourceRef
    package var incurredOn: CalendarDate?
    package var description: String
    package var quantity: ExactDecimal?
    /// In the firm's currency.
    package var unitPrice: ExactDecimal?
    package var includesTax: Bool
    package var isAnticipated: Bool

    package init(
        ref: SourceRef, incurredOn: CalendarDate?, description: String, quantity: ExactDecimal?,
        unitPrice: ExactDecimal?, includesTax: Bool, isAnticipated: Bool
    ) {
        self.ref = ref
        self.incurredOn = incurredOn
        self.description = description
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.includesTax = includesTax
        self.isAnticipated = isAnticipated
    }

    package var amount: ExactDecimal? { unitPrice.flatMap { (quantity ?? .one).multiplied(by: $0) } }
}

/// The folder and the tags of a document: the firm's own words, for staff only.
package struct Filing: Sendable, Equatable {
    /// From the outermost folder to the innermost, such as `Client/Signed`; nil outside all folders.
    package var folder: String?
    package var tags: [String]
    package init(folder: String?, tags: [String]) {
        self.folder = folder
        self.tags = tags
    }
}
