import Testing

@testable import Web

@Suite struct `The hook routes` {
    @Test(arguments: [
        ("StepChanged", true), ("matter.updated", true), ("a-b_9", true), (String(repeating: "a", count: 128), true),
        (String(repeating: "a", count: 129), false), ("", false), ("%00", false), ("Step%00Changed", false),
        ("Step\u{0}Changed", false), ("Step Changed", false), ("Stép", false), ("..%2F", false),
    ])
    func `accept the names of events that can be part of a hook URL, and no others`(name: String, isAccepted: Bool) {
        #expect(HookRoutes.isEventName(name) == isAccepted)
    }
}
