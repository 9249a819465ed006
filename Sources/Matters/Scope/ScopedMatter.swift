/// What one viewer may see of one matter: the only input of pages, API and live events.
///
/// Only `Scope` creates one. A part that the viewer may not see is nil, or not in the list: absent, not hidden.
package struct ScopedMatter: Sendable, Equatable {
    package enum Status: String, Sendable, CaseIterable {
        case notStarted = "not_started"
        case inProgress = "in_progress"
        case waitingOnYou = "waiting_on_you"
        case waitingOnOthers = "waiting_on_others"
        case done
        case problem
        case notNeeded = "not_needed"
    }

    package struct PartyLine: Sendable, Equatable {
        package var name: String
        package var company: String?
        package var role: String
        package var email: String?
        package var phone: String?
    }

    package struct DocumentLine: Sendable, Equatable {
        package var id: String
        package var name: String
        package var fileType: String?
        package var sizeBytes: Int64
        package var createdAt: Instant?
        package var modifiedAt: Instant?
        /// Whether the document can be downloaded.
        package var hasFile: Bool
        package var filing: Filing?
    }

    package struct NoteLine: Sendable, Equatable {
        package var id: String
        package var text: String
        package var author: String?
        package var notedAt: Instant?
        package var tags: [String]?
    }

    /// Another matter that the viewer may see as well.
    package struct RelatedLine: Sendable, Equatable {
        package var id: String
        package var reference: String
        package var name: String
    }

    /// Something that has to be done or supplied before settlement.
    package struct Item: Sendable, Equatable {
        package enum Owner: String, Sendable { case you, us, others }
        package var id: String
        package var title: String
        package var owner: Owner
        /// The system's word for who must act, such as `Lender`.
        package var ownerName: String?
        package var dueOn: CalendarDate?
        package var isDone: Bool
    }

    package struct Field: Sendable, Equatable {
        package var collection: String
        package var label: String
        package var value: String
        /// The practice system's id of the record that the field belongs to; a collection can have several.
        package var record: String
        /// Whether the value is an amount of money, in the system's own format.
        package var isMoney: Bool
    }

    package struct TimelineStep: Sendable, Equatable {
        package enum State: String, Sendable { case done, current, upcoming }
        package var label: String
        package var state: State
        /// When the matter entered the step, if the portal has observed it.
        package var enteredAt: Instant?
    }

    package var id: String
    package var reference: String
    package var name: String
    package var type: String
    package var status: Status
    package var step: String?
    package var settlementOn: CalendarDate?
    /// Who runs the matter at the firm.
    package var contact: String?
    /// The viewer's own roles on the matter, in the firm's words.
    package var yourRoles: [String]
    package var updatedAt: Instant
    package var asAt: Instant
    package var sourceSystem: String
    package var sourceID: String
    package var parties: [PartyLine]
    package var documents: [DocumentLine]
    package var notes: [NoteLine]
    package var items: [Item]
    package var fields: [Field]
    package var timeline: [TimelineStep]?
    package var tasks: [MatterTask]?
    package var timeEntries: [TimeEntry]?
    package var disbursements: [Disbursement]?
    package private(set) var related: [RelatedLine] = []

    /// - Parameter others: related matters that `Scope` has passed for the same viewer. A viewer must not learn that a
    ///   matter is related to one that it may not see.
    package mutating func relate(to others: [ScopedMatter]) {
        related = others.map { RelatedLine(id: $0.id, reference: $0.reference, name: $0.name) }
            .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }
}
