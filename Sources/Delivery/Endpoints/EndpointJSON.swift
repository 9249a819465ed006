import Matters
package import Records
package import Webhooks

/// Endpoints and their logs as the API and the commands show them. Secrets are never included.
package struct EndpointJSON: Sendable {
    let service: EndpointService
    package init(_ service: EndpointService) { self.service = service }

    /// - Parameter held: how many messages are held until it is enabled; left out of lists.
    package func endpoint(_ endpoint: Subscription, held: Int? = nil) -> JSONValue {
        var members: JSONValue.Members = [
            "id": .string(service.id(of: endpoint)), "url": .string(endpoint.targetURL),
            "events": .array(endpoint.events.map { .string($0) }),
            "description": JSONValue(endpoint.options.description),
            "messages_per_second": JSONValue(endpoint.options.messagesPerSecondMax),
            "status": .string(endpoint.status.rawValue),
            "disabled_because": JSONValue(endpoint.disableReason.map(Self.name)),
            "failing_since": JSONValue(endpoint.failingSince?.iso8601),
            "events_count": .integer(endpoint.triggeredCount),
            "last_event_at": JSONValue(endpoint.lastTriggeredAt?.iso8601),
            "created_at": .string(endpoint.createdAt.iso8601),
        ]
        if let held { members["held"] = JSONValue(held) }
        return .object(members)
    }

    private static func name(_ reason: DisableReason) -> String {
        switch reason {
        case .unexpectedAnswer: "unexpected_answer"
        case .abandonedTooOften: "abandoned_too_often"
        case .gone: "gone"
        case .failing: "failing"
        case .byHand: "by_hand"
        }
    }

    /// - Parameter isWhole: whether the body is included.
    package func delivery(_ logged: LoggedDelivery, of endpoint: Subscription, isWhole: Bool = false) -> JSONValue {
        let entry = logged.entry
        var members: JSONValue.Members = [
            "id": .string(service.deliveryID(of: entry.id, of: endpoint)), "message_id": JSONValue(entry.messageID),
            "event": .string(entry.eventType), "resource": .string(entry.resourceType),
            "resource_id": .string(entry.resourceID), "state": .string(Self.name(entry.state)),
            "created_at": .string(entry.createdAt.iso8601), "finished_at": JSONValue(entry.finishedAt?.iso8601),
            "attempts": .array(logged.attempts.map(Self.attempt)),
        ]
        if isWhole { members["body"] = .string(String(decoding: logged.body, as: UTF8.self)) }
        return .object(members)
    }

    /// The API does not distinguish queued deliveries from waiting ones.
    private static func name(_ state: DeliveryState) -> String {
        switch state {
        case .waiting, .queued: "waiting"
        case .delivered: "delivered"
        case .missed: "missed"
        case .abandoned: "abandoned"
        case .held: "held"
        }
    }

    private static func attempt(_ attempt: Attempt) -> JSONValue {
        let status = attempt.result.status
        return [
            "at": .string(attempt.startedAt.iso8601), "milliseconds": .integer(attempt.milliseconds),
            "status": JSONValue(status), "failure": JSONValue(status == nil ? attempt.result.name : nil),
            "answer": .string(String(decoding: attempt.answer, as: UTF8.self)),
        ]
    }

    package func job(_ job: ResendJob, of endpoint: Subscription) -> JSONValue {
        [
            "id": .string(service.jobID(of: job.id, of: endpoint)), "selection": .string(job.selection.rawValue),
            "total": JSONValue(job.total), "done": JSONValue(job.done),
            "created_at": .string(job.createdAt.iso8601), "finished_at": JSONValue(job.finishedAt?.iso8601),
        ]
    }
}
