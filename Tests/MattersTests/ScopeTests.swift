import Matters
import Testing

@Suite struct `What a viewer may see` {
    private let matter = MatterFixture.matter
    private func view(_ address: String, _ kind: Viewer.Kind = .party) -> ScopedMatter? {
        MatterFixture.scope(MatterFixture.viewer(address, kind)).view(matter)
    }

    @Test(arguments: [
        ("buyer@home.example", true), ("broker@loans.example", true), ("desk@northbank.example", true),
        ("colleague@northbank.example", true), ("colleague@loans.example", false), ("them@other.example", false),
        ("stranger@home.example", false), ("x@mail.northbank.example", false),
    ])
    func `only parties that the matter serves have access`(address: String, hasAccess: Bool) {
        #expect((view(address) != nil) == hasAccess)
    }

    @Test func `staff see everything unchanged`() throws {
        let seen = try #require(view("ana@firm.example", .staff))
        #expect(seen.notes.count == 2)
        #expect(seen.documents.count == 2)
        #expect(seen.fields.contains { $0.value == "secret" })
        #expect(seen.parties.allSatisfy { $0.email != nil })
        #expect(seen.step == "Finance")
        #expect(seen.tasks?.map(\.name) == ["Order searches"])
        #expect(seen.timeEntries?.count == 1 && seen.disbursements?.count == 1)
        #expect(seen.documents.first?.filing == Filing(folder: "Client/Signed", tags: ["urgent"]))
    }

    @Test(arguments: ["buyer@home.example", "broker@loans.example", "desk@northbank.example"])
    func `no party sees tasks, costs and filing`(address: String) throws {
        let seen = try #require(view(address))
        #expect(seen.tasks == nil && seen.timeEntries == nil && seen.disbursements == nil)
        #expect(!seen.documents.contains { $0.filing != nil })
        #expect(!seen.notes.contains { $0.tags != nil })
    }

    @Test func `a facet that was never fetched is absent for staff too, not empty`() throws {
        var matter = MatterFixture.matter
        matter.facetsRead = [.details]
        let scope = MatterFixture.scope(MatterFixture.viewer("ana@firm.example", .staff), of: matter)
        let seen = try #require(scope.view(matter))
        #expect(seen.tasks == nil && seen.timeEntries == nil && seen.disbursements == nil)
    }

    @Test func `after a matter was moved back, later steps are upcoming again`() throws {
        var matter = MatterFixture.matter
        let last = try #require(matter.steps.last)
        matter.history.append(
            Matter.StepEntry(stepRef: last.ref, stepName: last.name, enteredAt: Instant(milliseconds: 5)))
        let seen = try #require(
            MatterFixture.scope(MatterFixture.viewer("ana@firm.example", .staff), of: matter).view(matter))
        #expect(seen.timeline?.last?.state == .upcoming)
        #expect(seen.timeline?.last?.enteredAt == nil)
    }

    @Test func `a broker sees the step, and notes only when they are meant for the portal`() throws {
        let seen = try #require(view("broker@loans.example"))
        #expect(seen.step == "Finance")
        #expect(seen.timeline?.map(\.state) == [.done, .current, .upcoming])
        #expect(seen.notes.map(\.text) == ["Finance approved"])
        #expect(seen.documents.map(\.id) == ["doc-1"])
        #expect(!seen.fields.contains { $0.value == "secret" })
    }

    @Test(arguments: [
        ("broker@loans.example", "doc-1", true), ("broker@loans.example", "doc-2", false),
        ("broker@loans.example", "d1", false), ("broker@loans.example", "", false),
        ("them@other.example", "doc-1", false), ("stranger@home.example", "doc-1", false),
    ])
    func `a file is available to viewers of its document, if there is one`(
        address: String, id: String, isThere: Bool
    ) {
        let file = MatterFixture.scope(MatterFixture.viewer(address)).file(id, of: matter)
        #expect((file != nil) == isThere)
        #expect(file.map(\.documentRef) == (isThere ? "d1" : nil))
    }

    @Test func `staff see a placeholder document, which has no file for them either`() throws {
        let scope = MatterFixture.scope(MatterFixture.viewer("ana@firm.example", .staff))
        #expect(try #require(scope.view(matter)).documents.map(\.hasFile) == [true, false])
        #expect(scope.file("doc-2", of: matter) == nil)
        #expect(scope.file("doc-1", of: matter)?.matterRef == "70151")
    }

    @Test func `a client does not see the step, and an item of its own waits on it`() throws {
        let seen = try #require(view("buyer@home.example"))
        #expect(seen.step == nil)
        #expect(seen.timeline == nil)
        #expect(seen.items.map(\.owner) == [.you])
        #expect(seen.status == .waitingOnYou)
        #expect(seen.settlementOn == CalendarDate("2026-12-04"))
    }

    @Test func `contact details are shown to staff and to those they belong to`() throws {
        let seen = try #require(view("broker@loans.example"))
        #expect(seen.parties.filter { $0.email != nil }.map(\.role) == ["Broker"])
    }

    @Test func `only staff see a deleted matter`() {
        var gone = matter
        gone.details.isDeleted = true
        #expect(MatterFixture.scope(MatterFixture.viewer("buyer@home.example"), of: gone).view(gone) == nil)
        #expect(MatterFixture.scope(MatterFixture.viewer("a@firm.example", .staff), of: gone).view(gone) != nil)
    }

    @Test(arguments: [
        (Change(.note, fact: "text", old: "a", new: "b"), nil as Change?),
        (
            Change(.note, subject: "1", fact: "text", old: "their limit is 5", new: "PORTAL: hello"),
            Change(.note, subject: "1", fact: "added")
        ),
        (
            Change(.note, subject: "1", fact: "text", old: "PORTAL: hello", new: "their limit is 5"),
            Change(.note, subject: "1", fact: "removed")
        ),
        (Change(.field, topic: "internal", fact: "margin", new: "1"), nil),
        (Change(.note, fact: "added", new: "PORTAL: since withdrawn"), Change(.note, fact: "added")),
        (
            Change(.document, subject: "d", fact: "name", old: "a", new: "b"),
            Change(.document, subject: "d", fact: "name")
        ),
        (Change(.party, fact: "removed", old: "Client: Kim"), Change(.party, fact: "removed")),
        (Change(.party, fact: "email", old: "a", new: "b"), nil),
        (Change(.document, topic: Change.noFile, fact: "added", new: "To come"), nil),
        (Change(.access, subject: "person:buyer@home.example", fact: "granted", new: "client"), nil),
        (Change(.matter, fact: "deleted", old: "F", new: "T"), nil),
        (Change(.matter, subject: "70152", fact: "related", new: "70152"), nil),
        (Change(.document, subject: "d", fact: "folder", old: "Client", new: "Suspicions"), nil),
        (Change(.document, subject: "d", fact: "tags", new: "urgent"), nil),
        (Change(.item, subject: "t", topic: "task", fact: "added", new: "Chase them"), nil),
        (Change(.disbursement, subject: "e", topic: "time", fact: "added", new: "Call"), nil),
        (Change(.disbursement, subject: "x", fact: "added", new: "Search"), nil),
        (Change(.step, fact: "step", old: "A", new: "B"), Change(.step, fact: "step", old: "A", new: "B")),
    ])
    func `a broker learns of a change only what the page shows`(change: Change, seen: Change?) {
        #expect(MatterFixture.scope(MatterFixture.viewer("broker@loans.example")).view(change) == seen)
    }

    @Test func `a client is not told that the step moved`() {
        let change = Change(.step, fact: "step", old: "A", new: "B")
        #expect(MatterFixture.scope(MatterFixture.viewer("buyer@home.example")).view(change) == nil)
    }

    @Test func `a viewer without access learns of nothing`() {
        let scope = MatterFixture.scope(MatterFixture.viewer("them@other.example"))
        for kind in Change.Kind.allCases {
            #expect(scope.view(Change(kind, topic: "keydates", fact: "x", old: "PORTAL: a", new: "PORTAL: b")) == nil)
        }
    }

    @Test func `the time of a change that the viewer may not see is hidden`() throws {
        var matter = MatterFixture.matter
        matter.updatedAt = MatterFixture.at + .seconds(100)
        matter.shownUpdatedAt = MatterFixture.at - .seconds(100)
        func updated(_ address: String, _ kind: Viewer.Kind = .party) -> Instant? {
            MatterFixture.scope(MatterFixture.viewer(address, kind), of: matter).view(matter)?.updatedAt
        }
        #expect(updated("ana@firm.example", .staff) == matter.updatedAt)
        #expect(updated("broker@loans.example") == matter.history.last?.enteredAt)
        #expect(updated("buyer@home.example") == matter.shownUpdatedAt)
    }

    @Test func `a settlement date is not read from data that parties may not see`() {
        let hidden = [MatterFixture.value("internal", "settlementdate", "2026-12-04")]
        #expect(FactPlaces.standard.settlementDate(in: hidden) == nil)
    }

    @Test(arguments: [
        ("Client", PartyKind.client), ("Mortgage_Manager", .mortgageManager), ("Lender", .mortgageManager),
        ("Broker", .broker), ("Developer", .developerClient), ("Real Estate Agent", .agent),
        ("Purchasers_Conveyancer", .otherSide), ("Other Side Client", .otherSide), ("Opposing Client", .otherSide),
        ("Other Party's Agent", .otherSide), ("Settlement Agent", .otherSide), ("Witness", .other),
        ("Client's Accountant", .other), ("Former Broker", .other),
    ])
    func `the kind of a role follows from its name`(name: String, kind: PartyKind) {
        #expect(PartyKind(roleName: name) == kind)
    }

    @Test func `a holder is read back as it was stored`() {
        let grants = AccessGrant.grants(
            parties: MatterFixture.parties, isDeleted: false, domains: MatterFixture.domains)
        #expect(grants.allSatisfy { AccessGrant.Holder(text: $0.holder.text) == $0.holder })
        #expect(grants.count == 5)
    }
}
