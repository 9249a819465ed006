import SandboxKit
import Storage
import Webhooks

/// Reads the latest deliveries to the endpoints.
struct LawfficientDeliveriesQuery {
    static let path = LawfficientPageController.path + "/live"
    let reading: any Reading

    func model(ofLead id: String?) throws -> NoticeListModel {
        let notices = try NoticeLines.last(of: .lawfficient, about: id, in: reading) { LawfficientLabels.clock($0) }
        return NoticeListModel(
            source: id.map { Self.path + "?lead=" + $0.percentEncoded } ?? Self.path,
            hint: "None yet. Events appear here once there is an endpoint and a lead changes.", notices: notices,
            hasNoNotices: notices.isEmpty)
    }
}
