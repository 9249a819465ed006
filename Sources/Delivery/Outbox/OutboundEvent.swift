package import Webhooks

/// Something that happened and that subscriptions may be notified of.
package struct OutboundEvent: Sendable {
    /// A matter or contract, of which the resource is a part.
    package struct Parent: Sendable, Equatable {
        package var type: String
        package var id: String
        package init(type: String, id: String) {
            self.type = type
            self.id = id
        }
    }

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
    package var parent: Parent?

    package init(
        contract: WebhookContract, type: String, resourceType: String, resourceID: String,
        resource: JSONValue = .null, orderingKey: String, parent: Parent? = nil
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
