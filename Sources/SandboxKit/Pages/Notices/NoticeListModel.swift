import Records
package import Storage
package import Webhooks

/// The latest deliveries; the page’s script refreshes the list.
package struct NoticeListModel: Sendable {
    /// The URL of the refreshed list.
    let source: String
    let hint: String
    let notices: [NoticeLine]

    /// - Parameters:
    ///   - path: of the refreshed list.
    ///   - key: the query parameter of the refreshed list, and the ordering key as its value; nil for all deliveries.
    ///   - hint: shown when there is none.
    ///   - clock: as in `NoticeLines.last`.
    package init(
        of contract: WebhookContract, at path: String, about key: (parameter: String, value: String?), hint: String,
        in reading: any Reading, clock: (Int64) -> String
    ) throws {
        source = path + (key.value.map { "?" + key.parameter + "=" + $0.percentEncoded } ?? "")
        self.hint = hint
        notices = try NoticeLines.last(of: contract, about: key.value, in: reading, clock: clock)
    }
}
