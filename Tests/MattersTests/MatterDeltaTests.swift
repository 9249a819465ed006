import Matters
import Testing

@Suite struct `Comparing a matter with its snapshot` {
    private let matter = MatterFixture.matter

    private func snapshot(_ edit: (inout MatterSnapshot) -> Void) -> MatterSnapshot {
        var snapshot = MatterSnapshot(
            ref: matter.ref, details: matter.details, parties: matter.parties, documents: matter.documents,
            notes: matter.notes, values: matter.values)
        edit(&snapshot)
        return snapshot
    }

    @Test func `the same state is no change`() {
        #expect(MatterDelta(from: matter, to: snapshot { _ in }).isEmpty)
        let reordered = MatterDelta(from: matter, to: snapshot { $0.notes?.reverse() })
        #expect(reordered.isEmpty)
    }

    @Test func `facets that were not asked for are left alone`() {
        let delta = MatterDelta(from: matter, to: MatterSnapshot(ref: matter.ref, notes: []))
        #expect(delta.parties.isEmpty)
        #expect(delta.values.isEmpty)
        #expect(delta.details == nil)
        #expect(delta.notes.removed.count == 2)
    }

    @Test func `a step move is one fact and enters the history`() {
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

    @Test func `each fact of each list has a row of its own`() {
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

    @Test func `whatever a page shows has a row when it changes`() {
        let delta = MatterDelta(
            from: matter,
            to: snapshot {
                $0.notes?[0].author = "Lee, Jo"
                $0.values?[0].fieldLabel = "Settles on"
                $0.documents?[0].createdAt = MatterFixture.at + .seconds(1)
                $0.details?.createdOn = CalendarDate("2026-05-02")
            })
        #expect(delta.changes.map(\.fact) == ["created", "created", "author", "label"])
        #expect(delta.changes.filter(\.concernsParties).count == 4)
    }

    @Test func `a row that comes twice in an answer counts once`() {
        let delta = MatterDelta(
            from: matter, to: snapshot { $0.notes = [MatterFixture.note("n9", "x"), MatterFixture.note("n9", "y")] })
        #expect(delta.notes.added.map(\.text) == ["x"])
    }
}
