import Matters
import Testing

@Suite struct `Comparing a matter with its snapshot` {
    private let matter = MatterFixture.matter

    private func snapshot(_ edit: (inout MatterSnapshot) -> Void) -> MatterSnapshot {
        var snapshot = MatterSnapshot(
            ref: matter.ref, details: matter.details, parties: matter.parties, documents: matter.documents,
            notes: matter.notes, values: matter.values, tasks: matter.tasks, timeEntries: matter.timeEntries,
            disbursements: matter.disbursements)
        edit(&snapshot)
        return snapshot
    }

    @Test func `the same state is no change`() {
        #expect(MatterDelta(from: matter, to: snapshot { _ in }).isEmpty)
        let reordered = MatterDelta(from: matter, to: snapshot { $0.notes?.reverse() })
        #expect(reordered.isEmpty)
    }

    @Test func `facets that were not fetched are unchanged`() {
        let delta = MatterDelta(from: matter, to: MatterSnapshot(ref: matter.ref, notes: []))
        #expect(delta.parties.isEmpty)
        #expect(delta.values.isEmpty)
        #expect(delta.details == nil)
        #expect(delta.notes.removed.count == 2)
    }

    @Test func `a step move is one change and enters the history`() {
        let delta = MatterDelta(
            from: matter,
            to: snapshot {
                $0.details?.stepRef = "33--3"
                $0.details?.stepName = "Settlement"
            })
        #expect(delta.changes == [Change(.step, fact: "step", old: "Finance", new: "Settlement")])
        #expect(delta.enteredStep == Workflow.Step(ref: "33--3", name: "Settlement"))
    }

    @Test func `a renamed step is a change of its label only`() {
        let delta = MatterDelta(from: matter, to: snapshot { $0.details?.stepName = "Finance due" })
        #expect(delta.changes.map(\.fact) == ["label"])
        #expect(delta.enteredStep == nil)
    }

    @Test func `each changed fact has its own change`() {
        let delta = MatterDelta(
            from: matter,
            to: snapshot {
                $0.notes?[0].text = "PORTAL: Finance refused"
                $0.notes?.removeLast()
                $0.parties?[0].name = "Kim Hunt"
                $0.parties?[0].email = "kim@home.example"
                $0.documents?[1].hasFile = true
                $0.values?[0].text = "2026-12-11"
                $0.values?.append(MatterFixture.value("outstanding", "item", "Pay duty", record: "8"))
            })
        #expect(
            delta.changes == [
                Change(.party, subject: "Client--1", fact: "name", old: "Name 1", new: "Kim Hunt"),
                Change(
                    .party, subject: "Client--1", fact: "email", old: "buyer@home.example", new: "kim@home.example"),
                Change(.document, subject: "d2", fact: "added", new: "To come"),
                Change(.note, subject: "n2", fact: "removed", old: "They are bluffing"),
                Change(
                    .note, subject: "n1", fact: "text", old: "PORTAL: Finance approved",
                    new: "PORTAL: Finance refused"),
                Change(
                    .item, subject: "outstanding--item--8", topic: "outstanding", fact: "item", new: "Pay duty"),
                Change(
                    .field, subject: "keydates--smtdateonly--1", topic: "keydates", fact: "smtdateonly",
                    old: "2026-12-04", new: "2026-12-11"),
            ])
    }

    @Test func `every shown fact has a change when it changes`() {
        let delta = MatterDelta(
            from: matter,
            to: snapshot {
                $0.notes?[0].author = "Lee, Jo"
                $0.values?[0].fieldLabel = "Settles on"
                $0.documents?[0].createdAt = MatterFixture.at + .seconds(1)
                $0.details?.createdOn = CalendarDate("2026-05-02")
            })
        #expect(delta.changes.map(\.fact) == ["created_on", "created", "author", "label"])
        #expect(delta.changes.filter(\.concernsParties).count == 4)
    }

    @Test func `work, costs, filing and relations have changes that no party may know of`() {
        let delta = MatterDelta(
            from: matter,
            to: snapshot {
                $0.tasks?[0].status = "Complete"
                $0.timeEntries = []
                $0.disbursements?[0].unitPrice = ExactDecimal("25")
                $0.documents?[0].filing = Filing(folder: "Client", tags: [])
                $0.details?.related = ["70153"]
            })
        #expect(
            delta.changes == [
                Change(.matter, subject: "70152", fact: "related", old: "70152"),
                Change(.matter, subject: "70153", fact: "related", new: "70153"),
                Change(.document, subject: "d1", fact: "folder", old: "Client/Signed", new: "Client"),
                Change(.document, subject: "d1", fact: "tags", old: "urgent", new: ""),
                Change(.item, subject: "t1", topic: "task", fact: "status", old: "Incomplete", new: "Complete"),
                Change(.disbursement, subject: "e1", topic: "time", fact: "removed", old: "Review contract"),
                Change(.disbursement, subject: "x1", fact: "unit_price", old: "24.50", new: "25.00"),
            ])
        #expect(delta.changes.filter(\.concernsParties).isEmpty)
    }

    @Test func `the first fetch of a facet is no change`() {
        var known = matter
        known.facetsRead = [.details, .documents]
        known.details.related = nil
        known.tasks = []
        known.timeEntries = []
        known.disbursements = []
        known.documents[0].filing = nil
        let delta = MatterDelta(from: known, to: snapshot { _ in })
        #expect(delta.changes.isEmpty)
        #expect(!delta.isEmpty)
        #expect(delta.tasks.added.count == 1 && delta.documents.updated.count == 1)
    }

    @Test func `a row that occurs twice in a response counts once`() {
        let delta = MatterDelta(
            from: matter, to: snapshot { $0.notes = [MatterFixture.note("n9", "x"), MatterFixture.note("n9", "y")] })
        #expect(delta.notes.added.map(\.text) == ["x"])
    }
}
