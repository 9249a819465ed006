/// The topics that LawVu publishes. Names that are not among them may come all the same.
package enum LawVuTopic: String, Sendable, CaseIterable {
    case matterCreated = "matter.created"
    case matterUpdated = "matter.updated"
    case matterStatusUpdated = "matter.status.updated"
    case matterFileCreated = "matter.file.created"
    case matterFileUpdated = "matter.file.updated"
    case matterStatusMessageCreated = "matter.statusmessage.created"
    case matterTagCreated = "matter.tag.created"
    case contractCreated = "contract.created"
    case contractUpdated = "contract.updated"
    case contractStatusUpdated = "contract.status.updated"
    case contractFileCreated = "contract.file.created"
    case contractFileUpdated = "contract.file.updated"
    case contractDocumentUpdated = "contract.document.updated"
    case contractStatusMessageCreated = "contract.statusmessage.created"
    case contractKeyDateCreated = "contract.keydate.created"
    case contractKeyDateUpdated = "contract.keydate.updated"

    package enum Owner: String, Sendable { case matter, contract }

    /// What it happens to, or to a part of.
    package var owner: Owner { rawValue.hasPrefix("matter.") ? .matter : .contract }

    /// Whether the notice names the matter or contract beside the resource. A contract's status is named so, although
    /// it is no part; a matter's is not.
    package var carriesParent: Bool {
        switch self {
        case .matterCreated, .matterUpdated, .matterStatusUpdated, .contractCreated, .contractUpdated: false
        default: true
        }
    }

    /// Whether changes that follow closely are told by one notice at the end of a `LawVuWindow`. It is kept for each
    /// topic and resource: a change of state is told at once under its own topic, and at the end under this one.
    package var isWindowed: Bool { self == .matterUpdated || self == .contractUpdated }
}
