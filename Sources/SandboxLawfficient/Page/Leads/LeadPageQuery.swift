import Matters
import SandboxKit
import Storage
import Webhooks

/// Reads one lead's page.
struct LeadPageQuery {
    static let consultationRowsMax = 20
    let reading: any Reading
    let lead: Lead
    private let staff: [StaffMember]
    private let forms: FormBuilder<LawfficientFormHandler<Lead>>

    /// Nil when the lead does not exist.
    init?(_ id: String, refusal: FormRefusal?, in reading: any Reading) throws {
        guard let lead = try Leads.find(id, in: reading) else { return nil }
        self.reading = reading
        self.lead = lead
        staff = try Office.staff(in: reading)
        forms = FormBuilder(path: LawfficientPageController.path + "/leads/" + lead.id, refusal: refusal)
    }

    func model(done: String) throws -> CardPageModel<Never> {
        CardPageModel(
            lead.name,
            detail: "\(lead.source) · now at \(lead.status.name)" + (lead.isArchived ? " · archived" : ""),
            back: (LawfficientPageController.path, "All leads"), left: [try pipelineCard(), try consultationsCard()],
            right: [detailsCard()], live: try LawfficientDeliveriesQuery(reading: reading).model(ofLead: lead.id),
            done: done,
            refusal: forms.refusal)
    }

    private func pipelineCard() throws -> CardModel {
        let stages = try Office.statuses(in: reading).map {
            FieldModel.Choice(value: $0.key, text: $0.name, isChosen: $0.key == lead.status.key)
        }
        let people =
            [FieldModel.Choice(value: "", text: "Nobody", isChosen: lead.assigneeID == nil)]
            + staff.map { .init(value: $0.id, text: $0.name, isChosen: $0.id == lead.assigneeID) }
        return CardModel(
            "pipeline", "Pipeline", hint: "Without a difference no event is sent.",
            forms: [
                forms.form(.setStage, "Move", [.choice("stage", "Stage", stages)]),
                forms.form(.assign, "Assign", isPlain: true, [.choice("assignee", "Assigned to", people)]),
                lead.isArchived
                    ? forms.form(.restore, "Restore the lead", isPlain: true)
                    : forms.form(.archive, "Archive the lead", isPlain: true),
            ])
    }

    private func detailsCard() -> CardModel {
        let fields = lead.data.members?.entries ?? []
        return CardModel(
            "details", "Details",
            facts: [
                .init(label: "Mail address", value: lead.email), .init(label: "Phone", value: lead.phone),
                .init(label: "Source", value: lead.source),
            ].filter { !$0.value.isEmpty }
                + fields.map { .init(label: $0.name, value: $0.value.scalarText ?? $0.value.encodedText) }
                + [
                    .init(label: "Created", value: LawfficientLabels.time(lead.createdAt)),
                    .init(label: "Last activity", value: LawfficientLabels.time(lead.lastActivityAt)),
                    .init(label: "Id", value: lead.id),
                ],
            folds: [
                FoldModel(
                    "Change",
                    [
                        forms.form(
                            .edit, "Save",
                            [
                                .line("first_name", "First name", lead.firstName),
                                .line("last_name", "Last name", lead.lastName),
                                .line("email", "Mail address", lead.email, type: "email", isRequired: false),
                                .line("phone", "Phone", lead.phone, type: "tel", isRequired: false),
                                .line("source", "Source", lead.source),
                            ])
                    ])
            ])
    }

    private func consultationsCard() throws -> CardModel {
        var filter = RowFilter()
        filter.add("lead_id =", .text(lead.id))
        let found = try Consultations.list(filter, limit: Self.consultationRowsMax, in: reading)
        return CardModel(
            "consultations", "Consultations", hint: "Times are those of New York.", rows: found.map(row),
            folds: [
                FoldModel(
                    "Book one",
                    [
                        forms.form(
                            .book, "Book",
                            [.line("type", "Type", "Initial consultation")]
                                + slotFields(attorneyID: "", start: nil, minutes: 30))
                    ])
            ])
    }

    private func row(_ it: Consultation) -> RowModel {
        let attorney = staff.first { $0.id == it.attorneyID }?.name ?? ""
        let time = LawfficientLabels.time(it.slot.startAt)
        let fields = slotFields(
            attorneyID: it.attorneyID, start: it.slot.startAt, minutes: it.slot.durationMinutes)
        return RowModel(
            it.type, detail: "\(time), \(it.slot.durationMinutes) min · \(attorney)",
            tag: LawfficientLabels.text(it.status),
            tone: LawfficientLabels.tone(it.status), isFinished: !it.status.isOpen,
            folds: it.status.isOpen
                ? [
                    FoldModel(
                        "Change", about: "the consultation of " + time,
                        [
                            forms.form(
                                .reschedule, record: it.id, "Move", about: "the consultation of " + time, fields),
                            forms.form(
                                .cancel, record: it.id, "Cancel it", about: "the consultation of " + time,
                                isPlain: true),
                        ])
                ] : [])
    }

    private func slotFields(attorneyID: String, start: Instant?, minutes: Int) -> [FieldModel] {
        let attorneys = staff.filter { $0.isSchedulable && $0.hasOfficeHours }.map {
            FieldModel.Choice(value: $0.id, text: $0.name, isChosen: $0.id == attorneyID)
        }
        let lengths = (Submission.slotMinutes + [minutes]).reduce(into: [Int]()) { all, length in
            if !all.contains(length) { all.append(length) }
        }
        return [
            .choice("attorney", "Attorney", attorneys),
            .line("date", "Day", start.map { FirmTime().moment($0).date.text } ?? "", type: "date"),
            .line("time", "Time", start.map(LawfficientLabels.timeOfDay) ?? "11:00", type: "time"),
            .choice(
                "minutes", "Minutes",
                lengths.sorted().map { .init(value: String($0), text: String($0), isChosen: $0 == minutes) }),
        ]
    }
}
