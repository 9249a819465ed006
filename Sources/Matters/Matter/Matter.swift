/// The read model of one matter: everything the portal holds about it, for all viewers together.
///
/// Never shown directly: `Scope` makes a `ScopedMatter` from it for one viewer.
package struct Matter: Sendable, Equatable {
    package struct StepEntry: Sendable, Equatable {
        package var stepRef: SourceRef
        package var stepName: String
        package var enteredAt: Instant
        package init(stepRef: SourceRef, stepName: String, enteredAt: Instant) {
            self.stepRef = stepRef
            self.stepName = stepName
            self.enteredAt = enteredAt
        }
    }

    /// The public id: random, not guessable.
    package var id: String
    package var sourceSystem: String
    package var ref: SourceRef
    package var details: MatterDetails
    package var parties: [Party] = []
    package var documents: [Document] = []
    /// The public ids of the documents, random, by the practice system's id.
    package var documentIDs: [SourceRef: String] = [:]
    package var notes: [Note] = []
    package var values: [DataValue] = []
    package var tasks: [MatterTask] = []
    package var timeEntries: [TimeEntry] = []
    package var disbursements: [Disbursement] = []
    /// The facets that have been fetched at least once. The first fetch of a facet is no change.
    package var facetsRead: Facets = .all
    /// The steps that the portal has observed: the practice system does not report past ones.
    package var history: [StepEntry] = []
    /// The steps of the matter's type, in order.
    package var steps: [Workflow.Step] = []
    /// Where its values hold the facts that are known by name.
    package var places = FactPlaces.standard
    /// When any fact changed.
    package var updatedAt: Instant
    /// When a fact changed that parties may see, without step changes.
    package var shownUpdatedAt: Instant
    package var asAt: Instant
}

extension Matter {
    /// Without lists; `shownUpdatedAt` is `updatedAt` when nil.
    package init(
        id: String, sourceSystem: String, ref: SourceRef, details: MatterDetails, updatedAt: Instant,
        shownUpdatedAt: Instant? = nil, asAt: Instant
    ) {
        self.id = id
        self.sourceSystem = sourceSystem
        self.ref = ref
        self.details = details
        self.updatedAt = updatedAt
        self.shownUpdatedAt = shownUpdatedAt ?? updatedAt
        self.asAt = asAt
    }
}
