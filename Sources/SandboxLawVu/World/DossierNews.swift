import Webhooks

/// What is told when a matter or a contract changes. Pure: who wrote the change makes no difference.
extension Dossier {
    /// - Parameter before: nil for a new one.
    static func topics(from before: Dossier?, to after: Dossier) -> [LawVuTopic] {
        guard let before else { return [after.kind.created] }
        guard before != after else { return [] }
        return [after.kind.updated] + (before.status == after.status ? [] : [after.kind.statusUpdated])
    }
}

/// Something that happened to a part of a matter or contract.
enum PartEvent: CaseIterable, Sendable {
    case fileCreated, fileUpdated, documentUpdated, messageCreated, tagCreated, tagRemoved, keyDateCreated
    case keyDateUpdated

    /// About the part first, then about what it is a part of. Files and key dates leave that as it was.
    func topics(of kind: Dossier.Kind) -> [LawVuTopic] {
        switch (self, kind) {
        case (.fileCreated, .matter): [.matterFileCreated]
        case (.fileUpdated, .matter): [.matterFileUpdated]
        case (.messageCreated, .matter): [.matterStatusMessageCreated, .matterUpdated]
        case (.tagCreated, .matter): [.matterTagCreated, .matterUpdated]
        case (.tagRemoved, .matter): [.matterUpdated]
        case (.fileCreated, .contract): [.contractFileCreated]
        case (.fileUpdated, .contract): [.contractFileUpdated]
        case (.documentUpdated, .contract): [.contractDocumentUpdated]
        case (.messageCreated, .contract): [.contractStatusMessageCreated, .contractUpdated]
        case (.keyDateCreated, .contract): [.contractKeyDateCreated]
        case (.keyDateUpdated, .contract): [.contractKeyDateUpdated]
        // Only a contract has a text of its own and dates to keep, and only a matter has tags.
        case (.documentUpdated, .matter), (.keyDateCreated, .matter), (.keyDateUpdated, .matter),
            (.tagCreated, .contract), (.tagRemoved, .contract):
            []
        }
    }
}

extension Dossier.Kind {
    var created: LawVuTopic { self == .matter ? .matterCreated : .contractCreated }
    var updated: LawVuTopic { self == .matter ? .matterUpdated : .contractUpdated }
    var statusUpdated: LawVuTopic { self == .matter ? .matterStatusUpdated : .contractStatusUpdated }
}
