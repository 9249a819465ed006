package import Matters
package import Webhooks

/// The adapter of the scripted practice system; a test says how its notices are read.
package struct ScriptedAdapter: PracticeSystemAdapter {
    package typealias Read = @Sendable (_ event: String, _ body: [UInt8]) -> NoticeReading

    package let system = "actionstep"
    package let hookURLShape = HookURLShape.eventInPath
    package let hookEvents: [String]
    private let eventFacets: Facets
    private let read: Read

    package init(
        events: [String] = ["StepChanged"], facets: Facets = .all, read: @escaping Read = SyncHarness.read
    ) {
        hookEvents = events
        eventFacets = facets
        self.read = read
    }

    package func facets(of event: String) -> Facets { eventFacets }
    package func reading(event: String, body: [UInt8]) -> NoticeReading { read(event, body) }
}
