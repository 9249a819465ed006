package import Records
import Storage
package import Webhooks

/// A delivery with its attempts and its body.
package struct LoggedDelivery: Sendable {
    package let entry: DeliveryLogEntry
    package let attempts: [Attempt]
    package let body: [UInt8]
}

extension EndpointService {
    /// The id that the owner uses: it reveals nothing about the messages of others.
    package func deliveryID(of number: Int64, of endpoint: Subscription) -> String {
        opaqueIDs.opaqueID(for: number, context: deliveryContext(endpoint))
    }

    package func jobID(of number: Int64, of endpoint: Subscription) -> String {
        opaqueIDs.opaqueID(for: number, context: jobContext(endpoint))
    }

    func deliveryNumber(_ id: String, of endpoint: Subscription) throws -> Int64 {
        guard let number = opaqueIDs.number(ofOpaqueID: id, context: deliveryContext(endpoint)) else {
            throw EndpointFailure.unknown
        }
        return number
    }

    func jobNumber(_ id: String, of endpoint: Subscription) -> Int64? {
        opaqueIDs.number(ofOpaqueID: id, context: jobContext(endpoint))
    }

    private func deliveryContext(_ endpoint: Subscription) -> String { "delivery/\(firmID)/\(endpoint.id)" }
    private func jobContext(_ endpoint: Subscription) -> String { "resend/\(firmID)/\(endpoint.id)" }

    /// The newest first.
    /// - Parameter after: the last delivery of the page before.
    package func deliveries(
        of id: String, after: String?, limit: Int
    ) async throws -> (endpoint: Subscription, page: EndpointPage<LoggedDelivery>) {
        try await store.read { reading in
            let endpoint = try find(id, in: reading)
            let before = try after.map { try deliveryNumber($0, of: endpoint) } ?? .max
            let entries = try Deliveries.log(
                of: endpoint.id, firmID: firmID, before: before, limit: limit + 1, in: reading)
            let found = try entries.map { try logged($0, in: reading) }
            return (endpoint, EndpointPage(found, limit: limit) { deliveryID(of: $0.entry.id, of: endpoint) })
        }
    }

    package func delivery(
        _ deliveryID: String, of id: String
    ) async throws -> (endpoint: Subscription, logged: LoggedDelivery) {
        try await store.read { reading in
            let endpoint = try find(id, in: reading)
            let number = try deliveryNumber(deliveryID, of: endpoint)
            guard let entry = try Deliveries.find(number, of: endpoint.id, firmID: firmID, in: reading) else {
                throw EndpointFailure.unknown
            }
            return (endpoint, try logged(entry, in: reading))
        }
    }

    private func logged(_ entry: DeliveryLogEntry, in reading: any Reading) throws -> LoggedDelivery {
        LoggedDelivery(
            entry: entry,
            attempts: entry.attempts == 0 ? [] : try Deliveries.attempts(of: entry.id, firmID: firmID, in: reading),
            body: try Deliveries.body(of: entry.id, firmID: firmID, in: reading))
    }
}
