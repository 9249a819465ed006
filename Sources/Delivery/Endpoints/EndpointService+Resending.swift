package import Matters
package import Records
import Storage
import Webhooks

/// Which messages a person wants resent.
package struct ResendRequest: Sendable {
    package var selection: ResendSelection
    package var from: Instant
    /// Included; nil for now.
    package var to: Instant?

    package init(_ selection: ResendSelection, from: Instant = .distantPast, to: Instant? = nil) {
        self.selection = selection
        self.from = from
        self.to = to
    }
}

extension EndpointService {
    /// - Throws: also `EndpointFailure.isOff`, `.isUnderWay`.
    package func resend(_ deliveryID: String, of id: String) async throws {
        let moment = now()
        try await store.write { transaction in
            let endpoint = try findEnabled(id, in: transaction)
            let number = try deliveryNumber(deliveryID, of: endpoint)
            guard try Deliveries.find(number, of: endpoint.id, firmID: firmID, in: transaction) != nil else {
                throw EndpointFailure.unknown
            }
            let isResent = try ResendJobs.resend(number, of: endpoint.id, firmID: firmID, in: transaction, at: moment)
            guard isResent else { throw EndpointFailure.isUnderWay }
        }
    }

    /// - Throws: also `EndpointFailure.isOff`, `.tooManyJobs`.
    package func resend(
        _ request: ResendRequest, of id: String
    ) async throws -> (endpoint: Subscription, job: ResendJob) {
        let moment = now()
        return try await store.write { transaction in
            let endpoint = try findEnabled(id, in: transaction)
            let open = try Resends.list(of: endpoint.id, limit: Self.jobsListedMax, firmID: firmID, in: transaction)
                .count { $0.finishedAt == nil }
            guard open < Self.openJobsMax else { throw EndpointFailure.tooManyJobs(max: Self.openJobsMax) }
            let job = try ResendJobs.begin(
                request.selection, of: endpoint.id, from: request.from, to: request.to, firmID: firmID, in: transaction,
                at: moment)
            return (endpoint, job)
        }
    }

    static let jobsListedMax = 100
    /// Of one endpoint at a time.
    static let openJobsMax = 10

    /// The newest first.
    package func resends(of id: String) async throws -> (endpoint: Subscription, jobs: [ResendJob]) {
        try await store.read { reading in
            let endpoint = try find(id, in: reading)
            return (endpoint, try Resends.list(of: endpoint.id, limit: Self.jobsListedMax, firmID: firmID, in: reading))
        }
    }

    package func resend(named jobID: String, of id: String) async throws -> (endpoint: Subscription, job: ResendJob) {
        try await store.read { reading in
            let endpoint = try find(id, in: reading)
            let number = jobNumber(jobID, of: endpoint)
            guard let job = try number.flatMap({ try Resends.find($0, firmID: firmID, in: reading) }),
                job.subscriptionID == endpoint.id
            else { throw EndpointFailure.unknown }
            return (endpoint, job)
        }
    }

    package static let testEvent = "webhook.test"

    /// - Returns: the endpoint and the id of the delivery.
    /// - Throws: also `EndpointFailure.isOff`.
    package func test(_ id: String) async throws -> (endpoint: Subscription, delivery: String) {
        let moment = now()
        return try await store.write { transaction in
            let endpoint = try findEnabled(id, in: transaction)
            try outbox.publish(testMessage(for: endpoint), onlyTo: endpoint, in: transaction, at: moment)
            let entry = try Deliveries.log(of: endpoint.id, firmID: firmID, limit: 1, in: transaction).first
            return (endpoint, entry.map { deliveryID(of: $0.id, of: endpoint) } ?? "")
        }
    }

    /// Each test has its own ordering key, so that it does not wait for failing deliveries or earlier tests.
    private func testMessage(for endpoint: Subscription) -> OutboundEvent {
        let isStandard = contract == .standard
        return OutboundEvent(
            contract: contract, type: isStandard ? Self.testEvent : endpoint.events.first ?? "",
            resourceType: isStandard ? "webhook" : "", resourceID: isStandard ? self.id(of: endpoint) : "0",
            resource: ["test": true], orderingKey: "test/" + outbox.newMessageID())
    }

    private func findEnabled(_ id: String, in reading: any Reading) throws -> Subscription {
        let endpoint = try find(id, in: reading)
        guard endpoint.status != .disabled else { throw EndpointFailure.isOff }
        return endpoint
    }
}
