package import Records
import Storage
import Webhooks

extension EndpointService {
    /// A delivery with everything that was tried.
    package struct Logged: Sendable {
        package let entry: Deliveries.Entry
        package let attempts: [Attempt]
        package let body: [UInt8]
    }

    /// By which an owner knows a delivery: nobody is to count the messages of others.
    package func name(ofDelivery id: Int64, of endpoint: Subscription) -> String {
        names.name(of: id, context: "delivery/\(firmID)/\(endpoint.id)")
    }

    package func name(ofJob id: Int64, of endpoint: Subscription) -> String {
        names.name(of: id, context: "resend/\(firmID)/\(endpoint.id)")
    }

    func number(ofDelivery name: String, of endpoint: Subscription) throws -> Int64 {
        let number = names.number(named: name, context: "delivery/\(firmID)/\(endpoint.id)")
        guard let number else { throw EndpointFailure.unknown }
        return number
    }

    /// The newest first.
    /// - Parameter after: the last one of the page before.
    package func deliveries(
        of id: String, after: String?, limit: Int
    ) async throws -> (endpoint: Subscription, page: Page<Logged>) {
        try await store.read { reading in
            let endpoint = try find(id, in: reading)
            let before = try after.map { try number(ofDelivery: $0, of: endpoint) } ?? .max
            let entries = try Deliveries.log(
                of: endpoint.id, firmID: firmID, before: before, limit: limit + 1, in: reading)
            let found = try entries.map { try logged($0, in: reading) }
            return (endpoint, Page(found, limit: limit) { name(ofDelivery: $0.entry.id, of: endpoint) })
        }
    }

    package func delivery(_ name: String, of id: String) async throws -> (endpoint: Subscription, logged: Logged) {
        try await store.read { reading in
            let endpoint = try find(id, in: reading)
            let number = try number(ofDelivery: name, of: endpoint)
            guard let entry = try Deliveries.find(number, of: endpoint.id, firmID: firmID, in: reading) else {
                throw EndpointFailure.unknown
            }
            return (endpoint, try logged(entry, in: reading))
        }
    }

    private func logged(_ entry: Deliveries.Entry, in reading: any Reading) throws -> Logged {
        Logged(
            entry: entry,
            attempts: entry.attempts == 0 ? [] : try Deliveries.attempts(of: entry.id, firmID: firmID, in: reading),
            body: try Deliveries.body(of: entry.id, firmID: firmID, in: reading))
    }
}
