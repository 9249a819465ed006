import Matters

/// One matter, formatted.
struct MatterModel: Sendable, Equatable {
    struct Settlement: Sendable, Equatable {
        var day: TimeText
        var distance: String
        /// In the firm's zone; nil when no hour is set, or it is not for the viewer.
        var time: String?
        var zone: String
    }

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
        /// Where the firm has filed it; nil when it is not for the viewer.
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
        var collection: String
        var record: String
        var fields: [ScopedMatter.Field]
    }

    var frame: PageFrame
    var id: String
    var name: String
    var reference: String?
    var type: String
    var roles: String?
    var status: StatusWords
    var next: String
    var step: String?
    var settlement: Settlement?
    var contact: String?
    var updated: TimeText
    var asAt: TimeText
    var announcement: String
    var todo: OutstandingModel
    var hasTimeline: Bool
    var timeline: [Step]
    var hasFields: Bool
    var groups: [FieldGroup]
    var hasDocuments: Bool
    var documents: [Document]
    var hasNotes: Bool
    var notes: [Note]
    var hasParties: Bool
    var parties: [Contact]
    var work: MatterWorkModel

    init(_ matter: ScopedMatter, reader: PageViewer, firm: String, words: DateWords) {
        (id, name, reference, type) = (matter.id, matter.name, matter.reference.nonEmpty, matter.type)
        roles = matter.yourRoles.isEmpty ? nil : matter.yourRoles.map(\.asWords).joined(separator: ", ")
        status = StatusWords(matter.status)
        next = status.next(in: matter.timeline)
        (step, contact, announcement) = (matter.step, matter.contact?.spokenName, matter.announcement)
        settlement = matter.settlementOn.map { Settlement($0, matter.fields, words) }
        (updated, asAt) = (TimeText(moment: matter.updatedAt, words), TimeText(moment: matter.asAt, words))
        frame = PageFrame(
            title: matter.name, firm: firm, person: .init(reader),
            cursor: reader.cursor, viewerKey: reader.key, asAt: asAt,
            feedGap: reader.feedGapSince.map { TimeText(moment: $0, words) })
        todo = OutstandingModel(matter.items, words: words)
        timeline = (matter.timeline ?? []).map { Step($0, words) }
        groups = Self.groups(of: matter.fields, words)
        documents = matter.documents.map { Document($0, words) }
        notes = matter.notes.sorted { ($0.notedAt ?? .distantPast) > ($1.notedAt ?? .distantPast) }
            .map { Note($0, words) }
        parties = matter.parties.map(Contact.init)
        work = MatterWorkModel(matter, words: words)
        (hasTimeline, hasFields, hasDocuments) = (!timeline.isEmpty, !groups.isEmpty, !documents.isEmpty)
        (hasNotes, hasParties) = (!notes.isEmpty, !parties.isEmpty)
    }

    private static func groups(of fields: [ScopedMatter.Field], _ words: DateWords) -> [FieldGroup] {
        var groups: [FieldGroup] = []
        for var field in fields {
            field.value =
                field.isMoney ? ExactDecimal(field.value)?.asMoney ?? field.value : words.fieldValue(field.value)
            if let index = groups.firstIndex(where: { $0.record == field.record }) {
                groups[index].fields.append(field)
            } else {
                let others = groups.count { $0.collection == field.collection }
                let name = others == 0 ? field.collection : "\(field.collection) (\(others + 1))"
                groups.append(
                    FieldGroup(
                        name: name, collection: field.collection, record: field.record, fields: [field]))
            }
        }
        return groups
    }
}

extension MatterModel.Settlement {
    init(_ date: CalendarDate, _ fields: [ScopedMatter.Field], _ words: DateWords) {
        (day, distance) = (TimeText(date, words), words.distance(to: date))
        time = fields.first { $0.label.lowercased().contains("settlement time") && !$0.value.isEmpty }
            .map { words.hour($0.value) }
        zone = words.zone.placeName + " time"
    }
}

extension MatterModel.Step {
    init(_ step: ScopedMatter.TimelineStep, _ words: DateWords) {
        (label, kind, isCurrent) = (step.label, step.state.rawValue, step.state == .current)
        stateText =
            switch step.state {
            case .done: step.enteredAt == nil ? "Done" : "Done. Began"
            case .current: step.enteredAt == nil ? "Now" : "Now, since"
            case .upcoming: "Not started"
            }
        entered = step.enteredAt.map { TimeText(recent: $0, words) }
    }
}

extension MatterModel.Document {
    init(_ document: ScopedMatter.DocumentLine, _ words: DateWords) {
        name = document.name
        let day = (document.modifiedAt ?? document.createdAt).map(words.recent)
        let kind = document.hasFile ? FileKind.of(document.fileType)?.label : nil
        facts = [kind, Self.size(document.sizeBytes), day].compactMap(\.self).joined(separator: ", ")
        href = document.hasFile ? DocumentRoutes.path(document.id) : nil
        let filed = [document.filing?.folder.map { "In \($0)" }, document.filing?.tags.asTags].compactMap(\.self)
        filing = filed.isEmpty ? nil : filed.joined(separator: ". ")
    }

    /// Rounded up, so that nothing is of no size.
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

extension MatterModel.Note {
    init(_ note: ScopedMatter.NoteLine, _ words: DateWords) {
        // To staff the note stands as it was written, mark and all.
        let shared = Scope.publicText(note.text)
        (text, isShared, author) = (shared ?? note.text, shared != nil, note.author?.spokenName)
        at = note.notedAt.map { TimeText(moment: $0, words) }
    }
}

extension MatterModel.Contact {
    init(_ party: ScopedMatter.PartyLine) {
        (name, company, email, phone) = (party.name.spokenName, party.company, party.email, party.phone)
        role = party.role.asWords
        // A company that stands in its own name keeps it.
        if company == party.name { (name, company) = (party.name, nil) }
    }
}

extension DateWords {
    /// A custom field as text: dates in full, the practice systems' letters for yes and no in words.
    func fieldValue(_ raw: String) -> String {
        switch raw {
        case "T": "Yes"
        case "F": "No"
        default: CalendarDate(raw).map { "\(day($0)) (\(distance(to: $0)))" } ?? raw
        }
    }
}

extension FirmZone {
    /// `Brisbane` of `Australia/Brisbane`.
    var placeName: String {
        (identifier.split(separator: "/").last.map(String.init) ?? identifier).replacing("_", with: " ")
    }
}

extension String {
    /// `Mortgage_Manager` as `Mortgage Manager`.
    fileprivate var asWords: String { replacing("_", with: " ") }
}
