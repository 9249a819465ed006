import Testing

@testable import Web

@Suite struct `The door for notices` {
    @Test(arguments: [
        ("StepChanged", true), ("matter.updated", true), ("a-b_9", true), (String(repeating: "a", count: 128), true),
        (String(repeating: "a", count: 129), false), ("", false), ("%00", false), ("Step%00Changed", false),
        ("Step\u{0}Changed", false), ("Step Changed", false), ("Stép", false), ("..%2F", false),
    ])
    func `takes the names of events that can stand in a URL of ours, and no others`(name: String, isTaken: Bool) {
        #expect(HookRoutes.isEventName(name) == isTaken)
    }
}
