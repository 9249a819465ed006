package import Webhooks

/// Something that happened and that others may have asked to be told.
package struct OutboundEvent: Sendable {
    /// A matter or contract, of which the resource is a part.
    package struct Parent: Sendable, Equatable {
        package var type: String
        package var id: String
        package init(type: String, id: String) { (self.type, self.id) = (type, id) }
    }

    package var contract: WebhookContract
    /// Such as `StepChanged`.
    package var type: String
    /// Such as `actions`.
    package var resourceType: String
    package var resourceID: String
    /// The resource as the contract shows it: for ActionStep `{type, id, attributes, relationships}`, for Lawfficient
    /// and Standard what stands under `data`, for LawVu nothing: its notices only name what has changed.
    package var resource: JSONValue
    /// Notices with one key reach one subscription in order: the matter's id.
    package var orderingKey: String
    /// Where LawVu names it beside the resource.
    package var parent: Parent?

    package init(
        contract: WebhookContract, type: String, resourceType: String, resourceID: String,
        resource: JSONValue = .null, orderingKey: String, parent: Parent? = nil
    ) {
        (self.contract, self.type, self.resourceType) = (contract, type, resourceType)
        (self.resourceID, self.resource, self.orderingKey) = (resourceID, resource, orderingKey)
        self.parent = parent
    }
}
