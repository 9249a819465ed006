package import Matters

/// Something that happened and that subscriptions may be notified of.
package struct OutboundEvent: Sendable {
    package var contract: WebhookContract
    /// Such as `StepChanged`.
    package var type: String
    /// Such as `actions`.
    package var resourceType: String
    package var resourceID: String
    /// The resource as the contract shows it: for ActionStep `{type, id, attributes, relationships}`, for Lawfficient
    /// and Standard the member `data`, for LawVu null, because its notices only name what has changed.
    package var resource: JSONValue
    /// Notices with one key reach one subscription in order; the key is the matter's id.
    package var orderingKey: String
    /// For the topics of LawVu that name it besides the resource.
    package var parent: LawVuNotice.Parent?

    package init(
        contract: WebhookContract, type: String, resourceType: String, resourceID: String,
        resource: JSONValue = .null, orderingKey: String, parent: LawVuNotice.Parent? = nil
    ) {
        self.contract = contract
        self.type = type
        self.resourceType = resourceType
        self.resourceID = resourceID
        self.resource = resource
        self.orderingKey = orderingKey
        self.parent = parent
    }
}

extension OutboundEvent {
    /// The message for one subscription, in the shape of its contract: the bytes to store; every attempt signs and sends
    /// these and no others.
    /// - Parameters:
    ///   - resource: as the subscription's owner may know it.
    ///   - messageID: empty where the contract has no message ids.
    ///   - triggerCount: the number of events of the subscription, this one included; 0 for one that is not counted.
    package func encoded(
        _ resource: JSONValue, messageID: String, subscriptionID: Int64, targetURL: String, triggerCount: Int64,
        clientState: String?, at moment: Instant
    ) -> [UInt8] {
        switch contract {
        case .actionstep:
            ActionStepBody(
                hookID: subscriptionID, targetURL: targetURL, triggerCount: triggerCount, eventName: type,
                resourceType: resourceType, resourceID: resourceID, resource: resource, at: moment
            ).encoded
        case .lawvu:
            LawVuNotice(
                timestamp: LawVuNotice.timestamp(moment), resourceID: Int64(resourceID) ?? 0, eventType: type,
                clientState: clientState, parent: parent
            ).encoded
        case .lawfficient: LawfficientMessage(id: messageID, type: type, createdAt: moment, data: resource).encoded
        case .standard: StandardMessage(type: type, at: moment, data: resource).encoded
        }
    }
}
