import Matters
import Records
import SandboxKit
import Webhooks

/// Reads the subscriptions and the latest deliveries.
struct LawVuDeliveriesQuery {
    static let path = LawVuPageController.path + "/live"
    static let subscriptionsMax = 50
    let query: LawVuQuery

    /// - Parameter key: of one matter or contract; nil for all.
    func model(key: String?) throws -> NoticeListModel {
        let notices = try NoticeLines.last(of: .lawvu, about: key, in: query.reading) { LawVuLabels.clock($0) }
        return NoticeListModel(
            source: key.map { Self.path + "?about=" + $0.percentEncoded } ?? Self.path,
            hint:
                "None yet. Deliveries appear here after the first subscription and change; updates are sent two minutes later.",
            notices: notices, hasNoNotices: notices.isEmpty)
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

/// Texts of timestamps and files on the pages.
enum LawVuLabels {
    static func time(_ moment: Instant) -> String { String(moment.lawVuText.prefix(16)).replacing("T", with: " ") }

    static func clock(_ milliseconds: Int64) -> String {
        String(Instant(milliseconds: milliseconds).lawVuText.dropFirst(11).prefix(8))
    }

    static func detail(of file: LawVuFile) -> String {
        "\(file.displayID) · version \(file.version) · \((file.size + 999) / 1_000) kB · \(time(file.modifiedAt))"
    }
}
