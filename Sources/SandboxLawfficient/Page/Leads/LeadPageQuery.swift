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
    private let forms: FormBuilder<LawfficientForm>

    /// Nil when the lead does not exist.
    init?(_ id: String, refusal: FormRefusal?, in reading: any Reading) throws {
        guard let lead = try Leads.find(id, in: reading) else { return nil }
        self.reading = reading
        self.lead = lead
        staff = try Office.staff(in: reading)
        forms = FormBuilder(path: LawfficientPageController.path(ofLead: lead.id), refusal: refusal)
    }

    func model(done: String) throws -> CardPageModel<Never> {
        CardPageModel(
            lead.name, detail: "\(lead.source) · now at \(lead.status.name)" + (lead.isArchived ? " · archived" : ""),
            back: (LawfficientPageController.path, "All leads"), left: [try pipelineCard(), try consultationsCard()],
            right: [detailsCard()], live: try .lawfficient(about: lead.id, in: reading),
            done: done, refusal: forms.refusal)
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
                .init("Mail address", lead.email), .init("Phone", lead.phone), .init("Source", lead.source),
            ].filter { !$0.value.isEmpty }
                + fields.map { .init($0.name, $0.value.scalarText ?? $0.value.encodedText) }
                + [
                    .init("Created", LawfficientLabels.time(lead.createdAt)),
                    .init("Last activity", LawfficientLabels.time(lead.lastActivityAt)), .init("Id", lead.id),
                ],
            folds: [FoldModel("Change", forms.form(.edit, "Save", FieldModel.details(of: lead)))])
    }

    private func consultationsCard() throws -> CardModel {
        var filter = RowFilter()
        filter.add("lead_id =", .text(lead.id))
        let found = try Consultations.list(filter, limit: Self.consultationRowsMax, in: reading)
        let type = FieldModel.line("type", "Type", "Initial consultation")
        return CardModel(
            "consultations", "Consultations", hint: "Times are those of New York.", rows: found.map(row),
            folds: [FoldModel("Book one", forms.form(.book, "Book", [type] + slotFields(of: nil)))])
    }

    private func row(_ it: Consultation) -> RowModel {
        let attorney = staff.first { $0.id == it.attorneyID }?.name ?? ""
        let time = LawfficientLabels.time(it.slot.startAt)
        let subject = "the consultation of " + time
        let change = FoldModel(
            "Change", about: subject,
            forms.form(.reschedule, record: it.id, "Move", about: subject, slotFields(of: it)),
            forms.form(.cancel, record: it.id, "Cancel it", about: subject, isPlain: true))
        return RowModel(
            it.type, detail: "\(time), \(it.slot.durationMinutes) min · \(attorney)",
            tag: LawfficientLabels.text(it.status), tone: LawfficientLabels.tone(it.status),
            isFinished: !it.status.isOpen, folds: it.status.isOpen ? [change] : [])
    }

    /// - Parameter it: nil for a new consultation.
    private func slotFields(of it: Consultation?) -> [FieldModel] {
        let attorneys = staff.filter { $0.isSchedulable && $0.hasOfficeHours }.map {
            FieldModel.Choice(value: $0.id, text: $0.name, isChosen: $0.id == it?.attorneyID)
        }
        let minutes = it?.slot.durationMinutes ?? 30
        let lengths = Set(Submission.slotMinutes + [minutes]).sorted().map { String($0) }
        let start = it?.slot.startAt
        return [
            .choice("attorney", "Attorney", attorneys),
            .line("date", "Day", start.map { FirmTime().moment($0).date.text } ?? "", type: "date"),
            .line("time", "Time", start.map(LawfficientLabels.timeOfDay) ?? "11:00", type: "time"),
            .choice(
                "minutes", "Minutes", lengths.map { .init(value: $0, text: $0, isChosen: $0 == String(minutes)) }),
        ]
    }
}

extension FieldModel {
    /// The fields of a lead's details.
    /// - Parameter lead: nil for a new one.
    static func details(of lead: Lead?) -> [FieldModel] {
        [
            .line("first_name", "First name", lead?.firstName ?? ""),
            .line("last_name", "Last name", lead?.lastName ?? ""),
            .line("email", "Mail address", lead?.email ?? "", type: "email", isRequired: false),
            .line("phone", "Phone", lead?.phone ?? "", type: "tel", isRequired: false),
            .line("source", "Source", lead?.source ?? "web_form"),
        ]
    }
}
