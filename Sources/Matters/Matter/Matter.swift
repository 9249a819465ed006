/// The read model of one matter: everything the portal holds about it, whoever may see it.
///
/// Never shown as it is: `Scope` makes a `ScopedMatter` of it for one viewer.
package struct Matter: Sendable, Equatable {
    package struct StepEntry: Sendable, Equatable {
        package var stepRef: SourceRef
        package var stepName: String
        package var enteredAt: Instant
        package init(stepRef: SourceRef, stepName: String, enteredAt: Instant) {
            (self.stepRef, self.stepName, self.enteredAt) = (stepRef, stepName, enteredAt)
        }
    }

    /// Unguessable; what the outside world calls the matter.
    package var id: String
    package var sourceSystem: String
    package var ref: SourceRef
    package var details: MatterDetails
    package var parties: [Party]
    package var documents: [Document]
    /// What the outside world calls the documents: unguessable, by the practice system's id.
    package var documentIDs: [SourceRef: String]
    package var notes: [Note]
    package var values: [DataValue]
    package var tasks: [MatterTask] = []
    package var timeEntries: [TimeEntry] = []
    package var disbursements: [Disbursement] = []
    /// What the practice system has ever been asked of it. A fact that is met for the first time is no change.
    package var facetsRead: Facets = .all
    /// What we saw ourselves: the practice system does not tell past steps.
    package var history: [StepEntry]
    /// Of the matter's type, in order.
    package var steps: [Workflow.Step]
    /// Where its values hold the facts that are known by name.
    package var places = FactPlaces.standard
    /// When any fact of it changed.
    package var updatedAt: Instant
    /// When a fact changed that parties may see, steps apart.
    package var shownUpdatedAt: Instant
    package var asAt: Instant

    package init(
        id: String, sourceSystem: String, ref: SourceRef, details: MatterDetails, parties: [Party] = [],
        documents: [Document] = [], documentIDs: [SourceRef: String] = [:], notes: [Note] = [],
        values: [DataValue] = [], history: [StepEntry] = [],
        steps: [Workflow.Step] = [], updatedAt: Instant,
        shownUpdatedAt: Instant? = nil, asAt: Instant
    ) {
        self.shownUpdatedAt = shownUpdatedAt ?? updatedAt
        (self.id, self.sourceSystem, self.ref, self.details) = (id, sourceSystem, ref, details)
        (self.parties, self.documents, self.notes, self.values) = (parties, documents, notes, values)
        self.documentIDs = documentIDs
        (self.history, self.steps, self.updatedAt, self.asAt) = (history, steps, updatedAt, asAt)
    }
}
