import Matters
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

@Suite struct `Webhook topics of LawVu changes` {
    private static func newItem(_ kind: MatterOrContract.Kind) -> MatterOrContract {
        MatterOrContract(kind: kind, number: 1, createdAt: Instant(milliseconds: 0), createdBy: "a")
    }

    /// One edit for each property that the vendor documents as the cause of an update.
    static let edits: [(name: String, kinds: [MatterOrContract.Kind], edit: MatterOrContractEdit)] = [
        ("name", [.matter, .contract], MatterOrContractEdit { $0.name = "B" }),
        ("team", [.matter, .contract], MatterOrContractEdit { $0.teamID = 9 }),
        ("type", [.matter, .contract], MatterOrContractEdit { $0.typeID = 9 }),
        ("field", [.matter, .contract], MatterOrContractEdit { $0.fields["budget"] = .decimal(.whole(1)) }),
        ("owner", [.matter, .contract], MatterOrContractEdit { $0.ownerID = "b" }),
        ("manager", [.matter], MatterOrContractEdit { $0.manager = .user("b") }),
        ("intake", [.matter], MatterOrContractEdit { $0.manager = .intakeQueue }),
        ("restricted", [.matter, .contract], MatterOrContractEdit { $0.restricted = true }),
        ("urgent", [.matter], MatterOrContractEdit { $0.urgent = true }),
        ("external id", [.matter, .contract], MatterOrContractEdit { $0.externalID = "x" }),
        ("parent", [.matter, .contract], MatterOrContractEdit { $0.parentID = 7 }),
        ("value", [.contract], MatterOrContractEdit { $0.value = .whole(1) }),
        ("expiry", [.contract], MatterOrContractEdit { $0.expiry = CalendarDate("2027-01-01") }),
        ("executed", [.contract], MatterOrContractEdit { $0.executed = CalendarDate("2027-01-01") }),
    ]

    @Test(arguments: [MatterOrContract.Kind.matter, .contract])
    func `any changed property publishes one update, and several changed properties publish one update too`(
        _ kind: MatterOrContract.Kind
    ) {
        var all = Self.newItem(kind)
        for (name, kinds, edit) in Self.edits where kinds.contains(kind) {
            var changed = Self.newItem(kind)
            edit.apply(&changed)
            edit.apply(&all)
            #expect(MatterOrContract.topics(from: Self.newItem(kind), to: changed) == [kind.updated], "\(name)")
        }
        #expect(MatterOrContract.topics(from: Self.newItem(kind), to: all) == [kind.updated])
    }

    @Test(arguments: [
        (MatterOrContract.Kind.matter, [LawVuTopic.matterUpdated, .matterStatusUpdated]),
        (.contract, [.contractUpdated, .contractStatusUpdated]),
    ])
    func `a changed status publishes an update and a status update`(
        _ kind: MatterOrContract.Kind, _ topics: [LawVuTopic]
    ) {
        var changed = Self.newItem(kind)
        changed.status = "Other"
        #expect(MatterOrContract.topics(from: Self.newItem(kind), to: changed) == topics)
    }

    @Test(arguments: [(MatterOrContract.Kind.matter, LawVuTopic.matterCreated), (.contract, .contractCreated)])
    func `a new item publishes its creation, and an unchanged item publishes nothing`(
        _ kind: MatterOrContract.Kind, _ topic: LawVuTopic
    ) {
        #expect(MatterOrContract.topics(from: nil, to: Self.newItem(kind)) == [topic])
        #expect(MatterOrContract.topics(from: Self.newItem(kind), to: Self.newItem(kind)) == [])
    }

    @Test func `every topic of the vendor has a cause`() {
        let kinds: [MatterOrContract.Kind] = [.matter, .contract]
        let partTopics = kinds.flatMap { kind in PartEvent.allCases.flatMap { $0.topics(of: kind) } }
        let itemTopics = kinds.flatMap { [$0.created, $0.updated, $0.statusUpdated] }
        #expect(Set(partTopics + itemTopics) == Set(LawVuTopic.allCases))
    }
}
