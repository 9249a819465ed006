package import Matters

/// ActionStep as the receiving side knows it.
package struct ActionStepAdapter: PracticeSystemAdapter {
    package let system = "actionstep"
    package let hookURLShape = HookURLShape.eventInPath
    package let hookEvents = ActionStepEvent.allCases.map(\.rawValue)

    package init() {}

    package func facets(of event: String) -> Facets { ActionStepEvent(named: event)?.facets ?? .all }

    package func reading(event: String, body: [UInt8]) -> NoticeReading {
        ActionStepNotice.reading(event: event, body: body)
    }
}
