import Matters

/// The page of one matter, formatted.
struct MatterPageModel: Sendable, Equatable {
    struct Step: Sendable, Equatable {
        var label: String
        var kind: String
        var isCurrent: Bool
        var stateText: String
        var entered: TimeText?
    }

    struct Document: Sendable, Equatable {
        var name: String
        var facts: String
        /// Nil for a document that has no file yet.
        var href: String?
        /// Folder and tags in the firm's files; nil when the viewer may not see them.
        var filing: String?
    }

    struct Note: Sendable, Equatable {
        var text: String
        var author: String?
        var at: TimeText?
        /// Whether staff are told that the parties read it too.
        var isShared: Bool
    }

    struct Contact: Sendable, Equatable {
        var name: String
        var role: String
        var company: String?
        var email: String?
        var phone: String?
    }

    struct FieldGroup: Sendable, Equatable {
        var name: String
        var fields: [ScopedMatter.Field]
    }

    var frame: PageFrame
    var matter: MatterHeading
    var roles: String?
    var next: String
    /// The hour of settlement in the firm's zone; nil when none is set, or the viewer may not see it.
    var settlementTime: String?
    var zone: String
    var contact: String?
    var updatedAt: TimeText
    var todo: OutstandingItems
    var timeline: [Step]
    var groups: [FieldGroup]
    var documents: [Document]
    var notes: [Note]
    var parties: [Contact]
    var work: MatterWork

    init(_ matter: ScopedMatter, viewer: PageViewer, firm: String, dates: PageDateFormatter) {
        frame = .live(matter.name, firm: firm, viewer: viewer, asAt: matter.asAt, dates)
        self.matter = MatterHeading(matter, dates)
        roles = matter.yourRoles.map(\.asWords).joined(separator: ", ").nonEmpty
        next = self.matter.status.next(in: matter.timeline)
        settlementTime = matter.fields.first { $0.label.lowercased().contains("settlement time") && !$0.value.isEmpty }
            .map { dates.hour($0.value) }
        zone = dates.zone.placeName + " time"
        contact = matter.contact?.firstNameFirst
        updatedAt = TimeText(moment: matter.updatedAt, dates)
        todo = OutstandingItems(matter.items, dates: dates)
        timeline = (matter.timeline ?? []).map { Step($0, dates) }
        groups = Self.groups(of: matter.fields, dates)
        documents = matter.documents.map { Document($0, dates) }
        notes = matter.notes.sorted { ($0.notedAt ?? .distantPast) > ($1.notedAt ?? .distantPast) }
            .map { Note($0, dates) }
        parties = matter.parties.map(Contact.init)
        work = MatterWork(matter, dates: dates)
    }

    private static func groups(of fields: [ScopedMatter.Field], _ dates: PageDateFormatter) -> [FieldGroup] {
        var records: [String: Int] = [:]
        return fields.groups(by: \.record).map { _, fields in
            let collection = fields[0].collection
            let number = records[collection, default: 0] + 1
            records[collection] = number
            let name = number == 1 ? collection : "\(collection) (\(number))"
            return FieldGroup(name: name, fields: fields.map(dates.formatted))
        }
    }
}

extension MatterPageModel.Step {
    init(_ step: ScopedMatter.TimelineStep, _ dates: PageDateFormatter) {
        label = step.label
        kind = step.state.rawValue
        isCurrent = step.state == .current
        stateText =
            switch step.state {
            case .done: step.enteredAt == nil ? "Done" : "Done. Began"
            case .current: step.enteredAt == nil ? "Now" : "Now, since"
            case .upcoming: "Not started"
            }
        entered = step.enteredAt.map { TimeText(recent: $0, dates) }
    }
}

extension MatterPageModel.Document {
    init(_ document: ScopedMatter.DocumentLine, _ dates: PageDateFormatter) {
        name = document.name
        let day = (document.modifiedAt ?? document.createdAt).map(dates.recent)
        let kind = document.hasFile ? FileKind.of(document.fileType)?.label : nil
        facts = [kind, Self.size(document.sizeBytes), day].compactMap(\.self).joined(separator: ", ")
        href = document.hasFile ? DocumentRoutes.path(document.id) : nil
        let filed = [document.filing?.folder.map { "In \($0)" }, document.filing?.tags.asTags].compactMap(\.self)
        filing = filed.isEmpty ? nil : filed.joined(separator: ". ")
    }

    /// Kilobytes are rounded up, so that no file shows as 0 KB.
    private static func size(_ bytes: Int64) -> String? {
        switch bytes {
        case ...0: nil
        case ..<1_000_000: "\((bytes + 999) / 1_000) KB"
        default: "\(bytes / 1_000_000).\(bytes % 1_000_000 / 100_000) MB"
        }
    }
}

extension [String] {
    fileprivate var asTags: String? { isEmpty ? nil : "Tagged " + joined(separator: ", ") }
}

extension MatterPageModel.Note {
    init(_ note: ScopedMatter.NoteLine, _ dates: PageDateFormatter) {
        // Without the mark that makes a note public; staff are told by a sentence.
        let shared = Scope.publicText(note.text)
        text = shared ?? note.text
        isShared = shared != nil
        author = note.author?.firstNameFirst
        at = note.notedAt.map { TimeText(moment: $0, dates) }
    }
}

extension MatterPageModel.Contact {
    init(_ party: ScopedMatter.PartyLine) {
        // A company that is a party itself keeps its name as it is.
        let isCompany = party.company == party.name
        name = isCompany ? party.name : party.name.firstNameFirst
        company = isCompany ? nil : party.company
        email = party.email
        phone = party.phone
        role = party.role.asWords
    }
}

extension PageDateFormatter {
    fileprivate func formatted(_ field: ScopedMatter.Field) -> ScopedMatter.Field {
        var field = field
        field.value = field.isMoney ? ExactDecimal(field.value)?.asMoney ?? field.value : fieldValue(field.value)
        return field
    }

    /// A custom field as text: dates in full, the practice system's `T` and `F` as yes and no.
    func fieldValue(_ raw: String) -> String {
        switch raw {
        case "T": "Yes"
        case "F": "No"
        default: CalendarDate(raw).map { "\(day($0)) (\(distance(to: $0)))" } ?? raw
        }
    }
}

extension String {
    /// `Mortgage_Manager` as `Mortgage Manager`.
    fileprivate var asWords: String { replacing("_", with: " ") }
}

extension PageRenderer {
    func matter(_ matter: ScopedMatter, for viewer: PageViewer) -> String {
        render(MatterPageModel(matter, viewer: viewer, firm: firm, dates: dates(viewer.now)), with: "matter")
    }
}
