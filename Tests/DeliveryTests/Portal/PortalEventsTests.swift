import Delivery
import Matters
import Testing
import Webhooks

private typealias M = PortalMatter

@Suite struct `What an endpoint is told of a change` {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let firm: [StandardEvent]
        let broker: [StandardEvent]
        var before: PortalMatter.Edit = { _ in }
        let edit: PortalMatter.Edit
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "a new name", firm: [.matterUpdated], broker: [.matterUpdated]) {
            $0.details.name = "14 Example St"
        },
        Case(name: "a step", firm: [.matterStepChanged], broker: [.matterStepChanged]) {
            ($0.details.stepRef, $0.details.stepName) = ("33--3", "Settlement")
        },
        Case(name: "closed", firm: [.matterClosed], broker: [.matterClosed]) { $0.details.systemStatus = "Closed" },
        Case(name: "opened again", firm: [.matterUpdated], broker: [.matterUpdated]) {
            $0.details.systemStatus = "closed"
        } edit: {
            $0.details.systemStatus = "Active"
        },
        Case(name: "the day of settlement", firm: [.settlementChanged], broker: [.settlementChanged]) {
            $0.values[0].text = "2026-12-11"
        },
        Case(name: "an internal value", firm: [.matterUpdated], broker: []) { $0.values[1].text = "other" },
        Case(name: "a party comes", firm: [.partyAdded, .accessGranted], broker: [.partyAdded]) {
            $0.parties.append(M.party("Agent", "9", "agent@homes.example"))
        },
        Case(name: "a party goes", firm: [.partyRemoved, .accessWithdrawn], broker: [.partyRemoved]) {
            $0.parties.removeFirst()
        },
        Case(name: "a document comes", firm: [.documentAdded], broker: [.documentAdded]) {
            $0.documents.append(M.document("d2", "Transfer"))
            $0.documentIDs["d2"] = "doc-2"
        },
        Case(name: "a document is renamed", firm: [.documentUpdated], broker: [.documentUpdated]) {
            $0.documents[0].name = "Contract (final)"
        },
        Case(name: "a document goes", firm: [.documentRemoved], broker: [.documentRemoved]) {
            $0.documents = []
            $0.documentIDs = [:]
        },
        Case(name: "an internal note", firm: [.notePublished], broker: []) { $0.notes.append(M.note("n3", "Hmm")) },
        Case(name: "a note for the parties", firm: [.notePublished], broker: [.notePublished]) {
            $0.notes.append(M.note("n3", "PORTAL: Settled"))
        },
        Case(name: "a note is published by an edit", firm: [.noteUpdated], broker: [.notePublished]) {
            $0.notes[1].text = "PORTAL: They agree"
        },
        Case(name: "a note is withdrawn by an edit", firm: [.noteUpdated], broker: [.noteRemoved]) {
            $0.notes[0].text = "Finance in doubt"
        },
        Case(name: "a note is edited", firm: [.noteUpdated], broker: [.noteUpdated]) {
            $0.notes[0].text = "PORTAL: Finance approved today"
        },
        Case(name: "a note goes", firm: [.noteRemoved], broker: [.noteRemoved]) { $0.notes.removeFirst() },
        Case(name: "an item is done", firm: [.itemDone], broker: [.itemDone]) { $0.values[3].text = "T" },
        Case(name: "an item comes", firm: [.itemOpened], broker: [.itemOpened]) {
            $0.values += [
                M.value("outstanding", "item", "Pay duty", record: "2"),
                M.value("outstanding", "done", "F", record: "2"),
            ]
        },
        Case(name: "an item that is done is reworded", firm: [.matterUpdated], broker: [.matterUpdated]) {
            $0.values[3].text = "T"
        } edit: {
            $0.values[2].text = "Sign the transfer"
        },
        Case(name: "a task comes", firm: [.itemOpened], broker: []) { $0.tasks = [M.task(isDone: false)] },
        Case(name: "a task is done", firm: [.itemDone], broker: []) {
            $0.tasks = [M.task(isDone: false)]
        } edit: {
            $0.tasks = [M.task(isDone: true)]
        },
        Case(name: "the broker is let in", firm: [.partyAdded, .accessGranted], broker: [.accessGranted]) {
            $0.parties.removeLast()
        } edit: {
            $0.parties = M.matter.parties
        },
        Case(name: "the broker is shut out", firm: [.partyRemoved, .accessWithdrawn], broker: [.accessWithdrawn]) {
            $0.parties.removeLast()
        },
        Case(
            name: "the matter is gone", firm: [.matterUpdated, .accessWithdrawn, .accessWithdrawn],
            broker: [.accessWithdrawn]
        ) { $0.details.isDeleted = true },
        Case(name: "nothing", firm: [], broker: []) { _ in },
    ]

    @Test(arguments: cases) func `each change is the event that says most about it, for whom may know of it`(
        _ row: Case
    ) {
        let firm = M.told(M.viewer(.firm), of: row.edit, before: row.before)
        let broker = M.told(M.party(M.broker), of: row.edit, before: row.before)
        #expect(firm.map(\.key.type) == row.firm)
        #expect(broker.map(\.key.type) == row.broker)
        #expect(M.told(M.party("stranger@else.example"), of: row.edit, before: row.before).isEmpty)
    }

    @Test func `a matter that is new is told once, whole`() {
        let news = MatterChangeSet(
            before: M.matter, changes: [Change(.matter, fact: Change.created, new: "12 Example St")])
        for viewer in [M.viewer(.firm), M.party(M.broker)] {
            let told = PortalEvents(of: news, now: M.matter, grants: M.grants(M.matter), for: viewer).all
            #expect(told.map(\.key.type) == [.matterCreated])
            #expect(told.first?.data["matter"]?["url"] == "/api/v1/matters/m1")
        }
    }

    @Test func `every event of the catalogue is raised by a row of the table`() {
        let raised = Set(Self.cases.flatMap { $0.firm + $0.broker }).union([.matterCreated])
        #expect(raised == Set(StandardEvent.allCases))
    }

    @Test func `changes of one kind are one message with all their facts`() throws {
        let told = M.told(
            M.viewer(.firm),
            of: {
                $0.details.name = "14 Example St"
                $0.details.assignedTo = "Jo Lee"
            })
        let changes = try #require(told.first?.data["changes"]?.array)
        #expect(told.count == 1)
        #expect(changes.map { $0["fact"] } == ["name", "assigned_to"])
        #expect(changes.first?["old"] == "12 Example St")
    }

    @Test func `a buyer is not told of steps, and a step stands in no message to them`() {
        let told = M.told(
            M.party(M.buyer),
            of: {
                ($0.details.stepRef, $0.details.stepName) = ("33--3", "Settlement")
                $0.details.name = "14 Example St"
            })
        #expect(told.map(\.key.type) == [.matterUpdated])
        #expect(told.first?.data["matter"]?["step"] == nil)
        #expect(told.first?.data.encodedText.contains("Settlement") == false)
    }

    @Test func `a party hears neither the texts that went nor anybody's address`() throws {
        let told = M.told(
            M.party(M.broker),
            of: {
                $0.notes[0].text = "They will never pay"
                $0.parties.append(M.party("Agent", "9", "agent@homes.example"))
            })
        let text = told.map(\.data.encodedText).joined()
        #expect(!text.contains("never pay") && !text.contains("Finance approved") && !text.contains("agent@homes"))
        #expect(told.contains { $0.data["party"]?["name"] == "Name 9" })
    }

    @Test func `whoever is shut out is told the id of the matter and no more`() throws {
        let told = M.told(M.party(M.broker), of: { $0.parties.removeLast() })
        #expect(told.first?.data["matter"] == ["id": "m1"])
    }

    @Test func `the part that changed comes along, with the id by which the API knows it`() {
        let document = M.told(M.party(M.broker), of: { $0.documents[0].name = "Final" })
        #expect(document.first?.data["document"]?["id"] == "doc-1")
        let gone = M.told(M.party(M.broker), of: { ($0.documents, $0.documentIDs) = ([], [:]) })
        #expect(gone.first?.data["document"] == ["id": "doc-1"])
        let item = M.told(M.party(M.broker), of: { $0.values[3].text = "T" })
        #expect(item.first?.data["item"]?["title"] == "Sign transfer")
        #expect(item.first?.data["item"]?["done"] == true)
    }

    @Test(arguments: [(100, 100), (101, 100)]) func `a message names a hundred facts at most`(_ made: Int, _ told: Int)
    {
        let events = M.told(
            M.viewer(.firm),
            of: { matter in
                matter.values += (0..<made).map { M.value("internal", "field\($0)", "x", record: "9") }
            })
        #expect(events.first?.data["changes"]?.array?.count == told)
    }
}
