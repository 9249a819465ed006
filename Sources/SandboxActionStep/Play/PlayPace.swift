import SandboxKit

/// How fast the busy day goes.
enum PlayPace: String, Sendable, CaseIterable {
    case calm, normal, busy, rush

    var interval: Duration {
        switch self {
        case .calm: .seconds(4)
        case .normal: .seconds(1)
        case .busy: .milliseconds(200)
        case .rush: .milliseconds(25)
        }
    }

    var title: String { rawValue.capitalizedFirst }

    var detail: String {
        switch self {
        case .calm: "one in 4 s"
        case .normal: "one a second"
        case .busy: "5 a second"
        case .rush: "40 a second"
        }
    }
}
