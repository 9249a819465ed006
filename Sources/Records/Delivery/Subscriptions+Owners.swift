package import Storage
package import Webhooks

extension Subscriptions {
    /// Everybody who has a subscription of a contract: what is to be told is made for each of them once.
    package static func owners(
        contract: WebhookContract, firmID: String, in reading: any Reading
    ) throws -> [String] {
        try reading.rows(
            """
            SELECT DISTINCT owner FROM subscriptions
            WHERE firm_id = $1 AND contract = $2 AND status <> 'deleted' ORDER BY owner
            """, [.text(firmID), .text(contract.rawValue)]
        ).map { $0.text(0) }
    }
}
