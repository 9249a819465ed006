import Matters
import Testing

@testable import Portal
@testable import Records

@Suite struct `Live events` {
    private func change(_ matterID: String, _ kind: Change.Kind, _ seq: Int64) -> (
        matterID: String, kind: Change.Kind, at: Instant, seq: Int64
    ) { (matterID, kind, .seconds(seq), seq) }

    @Test func `merge consecutive changes of one matter, up to the last position`() {
        let events = LiveEvent.merging([
            change("a", .note, 1), change("a", .step, 2), change("a", .note, 3), change("b", .note, 4),
            change("a", .note, 5),
        ])
        #expect(events.map(\.matterID) == ["a", "b", "a"])
        #expect(events.map(\.kinds) == [[.note, .step], [.note], [.note]])
        #expect(events.map(\.seq) == [3, 4, 5])
    }

    @Test func `tell a viewer without access to a matter only of losing it`() throws {
        let kim = Viewer(firmID: "f", address: try #require(MailAddress("kim@x.example")), kind: .party)
        let entries = [
            ChangeLog.Entry(seq: 1, matterID: "m", change: Change(.matter, fact: "name", new: "x"), at: .seconds(1)),
            ChangeLog.Entry(
                seq: 2, matterID: "m",
                change: Change(.access, subject: "person:kim@x.example", fact: Change.withdrawn), at: .seconds(2)),
        ]
        #expect(LiveEvent.events(of: entries, for: kim, scopes: [:]).map(\.kinds) == [[.access]])
    }
}
