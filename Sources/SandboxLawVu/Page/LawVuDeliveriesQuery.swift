import Matters
import Records
import SandboxKit
import Webhooks

/// Reads the subscriptions and the latest deliveries.
struct LawVuDeliveriesQuery {
    static let subscriptionsMax = 50
    let query: LawVuQuery

    /// - Parameter key: of one matter or contract; nil for all.
    func model(key: String?) throws -> NoticeListModel {
        try NoticeListModel(
            of: .lawvu, at: LawVuPageController.path + "/live", about: ("about", key),
            hint: "None yet. Deliveries appear here after the first subscription and change; "
                + "updates are sent two minutes later.", in: query.reading, clock: LawVuLabels.clock)
    }

    func subscriptionsCard() throws -> CardModel {
        let found = try Subscriptions.list(
            contract: .lawvu, firmID: SandboxFirm.id, limit: Self.subscriptionsMax, in: query.reading)
        return CardModel(
            "subscriptions", "Who listens",
            hint: found.isEmpty ? "Nobody has subscribed yet." : "The first \(Self.subscriptionsMax), of all users.",
            rows: found.map { subscription in
                let owner = query.directory.user(subscription.owner)?.fullName ?? ""
                let topics = subscription.events.count == 1 ? "1 topic" : "\(subscription.events.count) topics"
                let isOn = subscription.status != .disabled
                return RowModel(
                    DeliveryLabels.host(subscription.targetURL),
                    detail: "\(owner) · \(topics) · triggered \(subscription.triggeredCount)×",
                    tag: isOn ? "active" : "failed", tone: isOn ? "good" : "bad")
            })
    }
}

enum LawVuLabels {
    static func time(_ moment: Instant) -> String { String(moment.lawVuText.prefix(16)).replacing("T", with: " ") }

    static func clock(_ milliseconds: Int64) -> String {
        String(Instant(milliseconds: milliseconds).lawVuText.dropFirst(11).prefix(8))
    }

    static func detail(of file: LawVuFile) -> String {
        "\(file.displayID) · version \(file.version) · \((file.size + 999) / 1_000) kB · \(time(file.modifiedAt))"
    }
}
