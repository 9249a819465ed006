import Matters
import SandboxKit
import Storage
import Webhooks

/// Texts of local times and consultation states on the pages.
enum LawfficientLabels {
    /// `2026-07-02 11:00`
    static func time(_ instant: Instant) -> String {
        let moment = FirmTime().moment(instant)
        return moment.date.text + " " + timeOfDay(instant)
    }

    static func timeOfDay(_ instant: Instant) -> String {
        let minute = FirmTime().moment(instant).minute
        return padded(minute / 60, 2) + ":" + padded(minute % 60, 2)
    }

    /// The time of day with seconds, for recent deliveries.
    static func clock(_ milliseconds: Int64) -> String {
        let instant = Instant(milliseconds: milliseconds)
        return timeOfDay(instant) + ":" + padded(instant.epochSeconds % 60, 2)
    }

    /// The state as text: `no show` for `no_show`.
    static func text(_ status: Consultation.Status) -> String { status.rawValue.replacing("_", with: " ") }

    static func tone(_ status: Consultation.Status) -> String {
        status.isOpen ? "good" : status == .completed ? "plain" : "bad"
    }
}

extension NoticeListModel {
    /// The latest deliveries to the endpoints.
    /// - Parameter leadID: nil for those about all leads.
    static func lawfficient(about leadID: String? = nil, in reading: any Reading) throws -> NoticeListModel {
        try NoticeListModel(
            of: .lawfficient, at: LawfficientPageController.path + "/live", about: ("lead", leadID),
            hint: "None yet. Events appear here once there is an endpoint and a lead changes.", in: reading,
            clock: LawfficientLabels.clock)
    }
}
