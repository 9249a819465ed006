import Matters
import Testing

@testable import Webhooks

@Suite struct `The document that ActionStep posts` {
    @Test func `it carries the resource, and names the event only in the debug block`() {
        let body = ActionStepBody(
            hookID: 46, targetURL: "https://portal.example/in", triggerCount: 3, eventName: "FileNoteCreated",
            resourceType: "filenotes", resourceID: "259",
            resource: ["type": "filenotes", "id": "259", "relationships": ["document": nil]],
            at: .seconds(1_591_925_015))
        #expect(
            body.document.encodedText
                == #"{"jsonapi":{"version":"1.0"},"data":{"type":"filenotes","id":"259","relationships":{"document":null}},"#
                + #""meta":{"paging":{"filenotes":{"recordCount":1,"pageCount":1}},"debug":{"time":"2020-06-12 01:23:35 +0000 (UTC)","#
                + #""rl":null,"resthook":{"id":"46","target":"https://portal.example/in","trigger_count":3,"#
                + #""event_name":"FileNoteCreated","resource_type":"filenotes","resource_id":"259"}}}}"#)
    }
}
