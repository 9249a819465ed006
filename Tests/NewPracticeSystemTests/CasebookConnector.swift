import Connectors
import Matters
import Synchronization
import Webhooks

/// The cases of the made-up system, which a test writes, and the hooks that were registered there.
final class Casebook: Sendable {
    struct Case {
        var title: String
        var brokerEmail: String
        var notes: [String] = []
    }
    struct World {
        var cases: [Int: Case] = [:]
        var hooks: [RemoteHook] = []
        /// Facets in the order in which they were asked for.
        var fetches: [Facets] = []
    }
    let world = Mutex(World())
    let key = "casebook-key"
}

struct CasebookConnector: PracticeSystemConnector {
    let adapter: any PracticeSystemAdapter = CasebookAdapter()
    let casebook: Casebook

    func client(
        credentials: [UInt8], vault: CredentialVault, surroundings: ConnectorSurroundings
    ) throws -> any PracticeSystem {
        guard String(decoding: credentials, as: UTF8.self) == casebook.key else { throw CredentialFailure.unreadable }
        return CasebookClient(casebook: casebook)
    }

    func credentials(fromReadyFile part: JSONValue) -> SourceCredentials? {
        part["key"]?.string.map { SourceCredentials(apiEndpoint: "http://casebook.example", bytes: Array($0.utf8)) }
    }
}

private struct CasebookClient: PracticeSystem {
    let casebook: Casebook

    func workflows() async throws(PracticeFailure) -> [Workflow] {
        [Workflow(typeRef: "case", typeName: "Case", steps: [.init(ref: "open", name: "Open")])]
    }

    func matterPage(_ page: Int) async throws(PracticeFailure) -> MatterPage {
        let numbers = casebook.world.withLock { $0.cases.keys.sorted() }
        return MatterPage(matters: numbers.map(String.init), matterCount: numbers.count, hasMore: false)
    }

    func fetch(_ facets: Facets, of matters: [SourceRef]) async throws(PracticeFailure) -> [MatterSnapshot] {
        casebook.world.withLock { world in
            world.fetches.append(facets)
            return matters.map { ref in
                guard let found = Int(ref).flatMap({ world.cases[$0] }) else {
                    return MatterSnapshot(ref: ref, exists: false)
                }
                return found.snapshot(ref, facets)
            }
        }
    }

    func read(_ file: DocumentFile, from offset: Int64) async throws(PracticeFailure) -> [UInt8] { throw .notFound }

    func hooks() async throws(PracticeFailure) -> [RemoteHook] { casebook.world.withLock { $0.hooks } }

    func createHook(event: String, url: String) async throws(PracticeFailure) -> RemoteHook {
        casebook.world.withLock { world in
            let hook = RemoteHook(
                id: String(world.hooks.count + 1), event: event, url: url, isActive: true, triggeredCount: 0)
            world.hooks.append(hook)
            return hook
        }
    }

    func deleteHook(_ id: String) async throws(PracticeFailure) {
        casebook.world.withLock { world in world.hooks.removeAll { $0.id == id } }
    }
}

extension Casebook.Case {
    fileprivate func snapshot(_ ref: SourceRef, _ facets: Facets) -> MatterSnapshot {
        let details = MatterDetails(
            reference: "C\(ref)", name: title, typeRef: "case", typeName: "Case", systemStatus: "Active",
            stepRef: "open", stepName: "Open", assignedTo: nil, createdOn: nil, modifiedAt: nil, isDeleted: false)
        let broker = Party(
            ref: "b", roleName: "Broker", personRef: "p", name: "Kim", company: nil, email: brokerEmail, phone: nil)
        let notes = notes.enumerated().map {
            Note(ref: "\($0)", text: $1, author: nil, isSystem: false, notedAt: nil)
        }
        return MatterSnapshot(
            ref: ref, details: facets.contains(.details) ? details : nil,
            parties: facets.contains(.parties) ? [broker] : nil, documents: facets.contains(.documents) ? [] : nil,
            notes: facets.contains(.notes) ? notes : nil, values: facets.contains(.values) ? [] : nil,
            tasks: facets.contains(.tasks) ? [] : nil, timeEntries: facets.contains(.money) ? [] : nil,
            disbursements: facets.contains(.money) ? [] : nil)
    }
}
