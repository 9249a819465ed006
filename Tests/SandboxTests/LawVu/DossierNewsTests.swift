import Matters
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `What is told of a matter or contract` {
    private static func dossier(_ kind: Dossier.Kind) -> Dossier {
        Dossier(kind: kind, number: 1, createdAt: Instant(milliseconds: 0), createdBy: "a")
    }

    /// One for each thing that the vendor says an update is about.
    static let edits: [(name: String, kinds: [Dossier.Kind], edit: DossierEdit)] = [
        ("name", [.matter, .contract], DossierEdit { $0.name = "B" }),
        ("team", [.matter, .contract], DossierEdit { $0.teamID = 9 }),
        ("type", [.matter, .contract], DossierEdit { $0.typeID = 9 }),
        ("field", [.matter, .contract], DossierEdit { $0.fields["budget"] = .decimal(.whole(1)) }),
        ("owner", [.matter, .contract], DossierEdit { $0.ownerID = "b" }),
        ("manager", [.matter], DossierEdit { $0.manager = .user("b") }),
        ("intake", [.matter], DossierEdit { $0.manager = .intake }),
        ("restricted", [.matter, .contract], DossierEdit { $0.restricted = true }),
        ("urgent", [.matter], DossierEdit { $0.urgent = true }),
        ("external id", [.matter, .contract], DossierEdit { $0.externalID = "x" }),
        ("parent", [.matter, .contract], DossierEdit { $0.parentID = 7 }),
        ("value", [.contract], DossierEdit { $0.value = .whole(1) }),
        ("expiry", [.contract], DossierEdit { $0.expiry = CalendarDate("2027-01-01") }),
        ("executed", [.contract], DossierEdit { $0.executed = CalendarDate("2027-01-01") }),
    ]

    @Test(arguments: [Dossier.Kind.matter, .contract])
    func `an update for everything that is changed, once however much`(_ kind: Dossier.Kind) {
        var all = Self.dossier(kind)
        for (name, kinds, edit) in Self.edits where kinds.contains(kind) {
            var changed = Self.dossier(kind)
            edit.apply(to: &changed)
            edit.apply(to: &all)
            #expect(Dossier.topics(from: Self.dossier(kind), to: changed) == [kind.updated], "\(name)")
        }
        #expect(Dossier.topics(from: Self.dossier(kind), to: all) == [kind.updated])
    }

    @Test(arguments: [
        (Dossier.Kind.matter, [LawVuTopic.matterUpdated, .matterStatusUpdated]),
        (.contract, [.contractUpdated, .contractStatusUpdated]),
    ])
    func `its state besides`(_ kind: Dossier.Kind, _ topics: [LawVuTopic]) {
        var changed = Self.dossier(kind)
        changed.status = "Other"
        #expect(Dossier.topics(from: Self.dossier(kind), to: changed) == topics)
    }

    @Test(arguments: [(Dossier.Kind.matter, LawVuTopic.matterCreated), (.contract, .contractCreated)])
    func `that it is new, and nothing of no change`(_ kind: Dossier.Kind, _ topic: LawVuTopic) {
        #expect(Dossier.topics(from: nil, to: Self.dossier(kind)) == [topic])
        #expect(Dossier.topics(from: Self.dossier(kind), to: Self.dossier(kind)) == [])
    }

    @Test func `every topic that the vendor publishes has a cause`() {
        let kinds: [Dossier.Kind] = [.matter, .contract]
        let ofParts = kinds.flatMap { kind in PartEvent.allCases.flatMap { $0.topics(of: kind) } }
        let own = kinds.flatMap { [$0.created, $0.updated, $0.statusUpdated] }
        #expect(Set(ofParts + own) == Set(LawVuTopic.allCases))
    }
}
