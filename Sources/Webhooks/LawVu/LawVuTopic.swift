/// The topics that LawVu publishes. A notice may carry others, added later.
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

    /// The kind of resource that it is about, or about a part of.
    package var owner: Owner { rawValue.hasPrefix("matter.") ? .matter : .contract }

    /// Whether the notice names the matter or contract besides the resource. The status of a contract carries its
    /// contract, although it is no part of it; the status of a matter does not.
    package var carriesParent: Bool {
        switch self {
        case .matterCreated, .matterUpdated, .matterStatusUpdated, .contractCreated, .contractUpdated: false
        default: true
        }
    }

    /// Whether changes that follow closely are told by one notice at the end of a `LawVuWindow`. There is a window for
    /// each topic and resource: a change of status is told at once under its own topic, and at the end under this one.
    package var isWindowed: Bool { self == .matterUpdated || self == .contractUpdated }
}
