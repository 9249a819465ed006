package import Matters
package import Records
import Storage
import Webhooks

extension EndpointService {
    /// Which messages are to be sent again.
    package struct ResendRequest: Sendable {
        package var selection: Resends.Selection
        package var from: Instant
        package var to: Instant?

        package init(_ selection: Resends.Selection, from: Instant = .distantPast, to: Instant? = nil) {
            (self.selection, self.from, self.to) = (selection, from, to)
        }
    }

    /// Sends one delivery again.
    package func resend(_ name: String, of id: String) async throws {
        let moment = now()
        try await store.write { transaction in
            let endpoint = try findOn(id, in: transaction)
            let number = try number(ofDelivery: name, of: endpoint)
            guard try Deliveries.find(number, of: endpoint.id, firmID: firmID, in: transaction) != nil else {
                throw EndpointFailure.unknown
            }
            let isEnded = try Resends.resend(
                number, of: endpoint.id, firmID: firmID, in: transaction, at: moment)
            guard isEnded else { throw EndpointFailure.isUnderWay }
        }
    }

    /// Begins a job that sends many again.
    package func resend(
        _ wish: ResendRequest, of id: String
    ) async throws -> (endpoint: Subscription, job: Resends.Job) {
        let moment = now()
        return try await store.write { transaction in
            let endpoint = try findOn(id, in: transaction)
            let open = try Resends.list(
                of: endpoint.id, limit: Self.jobsListedMax, firmID: firmID, in: transaction
            ).count { $0.finishedAt == nil }
            guard open < Self.openJobsMax else { throw EndpointFailure.tooManyJobs(max: Self.openJobsMax) }
            let job = try Resends.begin(
                wish.selection, of: endpoint.id, from: wish.from, to: wish.to, firmID: firmID, in: transaction,
                at: moment)
            return (endpoint, job)
        }
    }

    static let jobsListedMax = 100
    /// Of one endpoint, at a time.
    static let openJobsMax = 10

    /// The newest first.
    package func resends(of id: String) async throws -> (endpoint: Subscription, jobs: [Resends.Job]) {
        try await store.read { reading in
            let endpoint = try find(id, in: reading)
            return (
                endpoint,
                try Resends.list(of: endpoint.id, limit: Self.jobsListedMax, firmID: firmID, in: reading)
            )
        }
    }

    package func resend(
        named name: String, of id: String
    ) async throws -> (endpoint: Subscription, job: Resends.Job) {
        try await store.read { reading in
            let endpoint = try find(id, in: reading)
            let number = names.number(named: name, context: "resend/\(firmID)/\(endpoint.id)")
            guard let job = try number.flatMap({ try Resends.find($0, firmID: firmID, in: reading) }),
                job.subscriptionID == endpoint.id
            else { throw EndpointFailure.unknown }
            return (endpoint, job)
        }
    }

    package static let testEvent = "webhook.test"

    /// Sends a message about nothing, to see whether it arrives.
    /// - Returns: the endpoint, and the name of the delivery.
    package func test(_ id: String) async throws -> (endpoint: Subscription, delivery: String) {
        let moment = now()
        return try await store.write { transaction in
            let endpoint = try findOn(id, in: transaction)
            try outbox.publish(testMessage(for: endpoint), onlyTo: endpoint, in: transaction, at: moment)
            let entry = try Deliveries.log(of: endpoint.id, firmID: firmID, limit: 1, in: transaction).first
            return (endpoint, entry.map { name(ofDelivery: $0.id, of: endpoint) } ?? "")
        }
    }

    /// Each in an order of its own, so that it waits for nothing that has failed, no earlier test either.
    private func testMessage(for endpoint: Subscription) -> OutboundEvent {
        let isStandard = contract == .standard
        return OutboundEvent(
            contract: contract, type: isStandard ? Self.testEvent : endpoint.events.first ?? "",
            resourceType: isStandard ? "webhook" : "", resourceID: isStandard ? self.id(of: endpoint) : "0",
            resource: ["test": true], orderingKey: "test/" + outbox.newMessageID())
    }

    private func findOn(_ id: String, in reading: any Reading) throws -> Subscription {
        let endpoint = try find(id, in: reading)
        guard endpoint.status != .disabled else { throw EndpointFailure.isOff }
        return endpoint
    }
}
