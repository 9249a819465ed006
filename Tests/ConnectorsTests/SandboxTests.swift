import Delivery
import Egress
import Foundation
import HTTPTypes
import LocalServer
import Logging
import Matters
import Sandbox
import SandboxKit
import ServiceLifecycle
import Storage
import StorageSQLite
import Testing
import Webhooks

@testable import Connectors

/// The client, the dispatcher and the simulated system, which were written apart from one another, put together.
@Suite(.timeLimit(.minutes(3))) struct `Against the sandbox` {
    static let now: WallClock = { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }

    struct Parts {
        var client: ActionStepClient
        var keeper: TokenKeeper
        var http: GuardedHTTPClient
        var restURL: String
    }

    @Test func `every facet of its matters is read`() async throws {
        try await withSandbox(matters: 60) { parts in
            let workflows = try await parts.client.workflows()
            #expect(!workflows.isEmpty)
            #expect(!workflows.contains { $0.steps.count < 2 || $0.typeName.isEmpty })
            let page = try await parts.client.matterPage(1)
            #expect(page.matters.count == 60 && page.matterCount == 60 && !page.hasMore)
            let snapshots = try await parts.client.fetch(.all, of: page.matters + ["999999999"])
            #expect(snapshots.map(\.exists) == Array(repeating: true, count: 60) + [false])
            let details = snapshots.compactMap(\.details)
            #expect(!details.contains { $0.name.isEmpty || $0.typeName.isEmpty || $0.modifiedAt == nil })
            let steps = Set(workflows.flatMap { $0.steps.map(\.ref) })
            #expect(!details.contains { $0.stepRef.map { !steps.contains($0) } ?? true })
            let parties = snapshots.flatMap { $0.parties ?? [] }
            #expect(!parties.isEmpty && !parties.contains { $0.name == $0.personRef || $0.roleName.isEmpty })
            #expect(snapshots.contains { $0.documents?.isEmpty == false })
            #expect(snapshots.contains { $0.notes?.isEmpty == false })
            #expect(snapshots.filter { !$0.withheld.isEmpty }.isEmpty)
            let tasks = snapshots.flatMap { $0.tasks ?? [] }
            #expect(!tasks.isEmpty && tasks.contains { $0.assignee != nil } && tasks.contains { $0.dueOn != nil })
            let entries = snapshots.flatMap { $0.timeEntries ?? [] }
            #expect(!entries.isEmpty && !entries.contains { $0.hours == nil || $0.person == nil })
            let costs = snapshots.flatMap { $0.disbursements ?? [] }
            #expect(!costs.isEmpty && !costs.contains { $0.amount == nil || $0.incurredOn == nil })
            let filings = snapshots.flatMap { $0.documents ?? [] }.compactMap(\.filing)
            #expect(filings.contains { $0.folder?.contains("/") == true } || filings.contains { $0.folder != nil })
            #expect(!filings.contains { $0.folder.map { $0.allSatisfy(\.isNumber) } ?? false })
            #expect(details.contains { $0.related?.isEmpty == false })
            let values = snapshots.flatMap { $0.values ?? [] }
            #expect(!values.isEmpty && !values.contains { $0.dataType.isEmpty || $0.fieldLabel.isEmpty })
        }
    }

    @Test func `one matter alone reads the same as among others`() async throws {
        try await withSandbox(matters: 20) { parts in
            let refs = try await parts.client.matterPage(1).matters
            let together = try await parts.client.fetch(.all, of: refs)
            for (ref, snapshot) in zip(refs, together) {
                #expect(try await parts.client.fetch(.all, of: [ref]) == [snapshot])
            }
        }
    }

    @Test func `a grant is refreshed, and the old one is of no more use`() async throws {
        try await withSandbox(matters: 5) { parts in
            let first = try await parts.keeper.grant()
            let second = try await parts.keeper.grant(after: first)
            #expect(second.accessToken != first.accessToken)
            #expect(try await parts.client.matterPage(1).matters.count == 5)
        }
    }

    @Test func `hooks are made for every event, listed and deleted`() async throws {
        try await withSandbox(matters: 5) { parts in
            #expect(try await parts.client.hooks().isEmpty)
            for event in ActionStepEvent.allCases {
                _ = try await parts.client.createHook(event: event.rawValue, url: "http://127.0.0.1:1/in")
            }
            let hooks = try await parts.client.hooks()
            #expect(Set(hooks.map(\.event)) == Set(ActionStepEvent.allCases.map(\.rawValue)))
            #expect(!hooks.contains { !$0.isActive })
            try await parts.client.deleteHook(try #require(hooks.first).id)
            #expect(try await parts.client.hooks().count == 20)
        }
    }

    @Test func `a change by the API is delivered as a notice that names its matter`() async throws {
        try await withSandbox(matters: 5) { parts in
            let received = Received<[UInt8]>()
            let server = try await LocalServer.start { request in
                received.add(request.body)
                return .answer(200)
            }
            _ = try await parts.client.createHook(event: "FileNoteCreated", url: server.url + "/FileNoteCreated")
            let matter = try #require(try await parts.client.matterPage(1).matters.first)
            let note: JSONValue = ["filenotes": ["text": "Hello", "links": ["action": .string(matter)]]]
            let answer = try await parts.http.send(
                HTTPCall(
                    .post, parts.restURL + "/filenotes",
                    headers: [
                        .authorization: "Bearer \(try await parts.keeper.grant().accessToken)",
                        .contentType: "application/vnd.api+json",
                    ], body: note.encoded, deadline: .seconds(10), answerLimit: .refuse(aboveBytes: 100_000)))
            #expect((200...201).contains(answer.status))
            let body = try #require(await received.first(1).first)
            let notice = try ActionStepNotice(body: body, eventName: "FileNoteCreated")
            #expect(notice.matterRef == matter)
            #expect(notice.facets == .notes)
            #expect(notice.triggerCount == 1)
            let notes = try #require(try await parts.client.fetch(notice.facets, of: [matter]).first?.notes)
            #expect(notes.contains { $0.ref == notice.resourceID && $0.text == "Hello" })
        }
    }

    private func withSandbox(matters: Int, _ body: (Parts) async throws -> Void) async throws {
        let folder = try TemporaryFolder("sandbox")
        defer { folder.remove() }
        let store = try SQLiteStore(path: folder.path + "/sandbox.db", ownership: .server) { 0 }
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let (http, ready) = (
            GuardedHTTPClient(policy: NetworkPolicy(allowing: [try #require(AddressBlock("127.0.0.1"))])),
            Received<String>()
        )
        let schedule = ScheduleClock(base: Self.now)
        let (outbox, sealer) = (
            Outbox(firmID: SandboxFirm.id, newMessageID: Secret.uuid), Sealer(key: Secret.bytes(Sealer.keyBytes))
        )
        let sandbox = try await SandboxApplication(
            .init(folder: folder.path, port: 0, matters: matters, seed: 7), store: store, clock: Self.now,
            schedule: schedule, outbox: outbox, sealer: sealer,
            random: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } },
            logger: logger
        ) { ready.add($0.readyFile) }
        let dispatcher = Dispatcher(
            store: store, sender: http, outbox: outbox, sealer: sealer,
            clocks: .init(
                schedule: ContinuousClock(), now: schedule.wallClock, machine: ContinuousClock(), machineNow: Self.now),
            jitter: { 0.5 }, newToken: Secret.id, logger: logger)
        let group = ServiceGroup(services: [dispatcher, sandbox], logger: logger)
        async let run: Void = group.run()
        let file = try #require(await ready.first(1).first)
        do { try await body(try parts(readyFile: file, http)) } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await run
        await store.close()
    }

    private func parts(readyFile: String, _ http: GuardedHTTPClient) throws -> Parts {
        let file = try JSONReader.parse(try String(contentsOfFile: readyFile, encoding: .utf8))
        let access = try #require(file["actionstep"])
        let grant = try #require(OAuthTokens(access))
        let oauth = ActionStepOAuth(
            client: http, clientID: access["client_id"]?.string ?? "",
            clientSecret: access["client_secret"]?.string ?? "", now: Self.now)
        let keeper = TokenKeeper(
            grant: grant, vault: TokenVault(save: { _ in }), clock: ContinuousClock(), now: Self.now,
            refresh: oauth.refresh)
        return Parts(
            client: ActionStepClient(
                api: ActionStepAPI(
                    client: http, keeper: keeper, gate: RateGate(clock: ContinuousClock(), now: Self.now))),
            keeper: keeper, http: http, restURL: grant.apiEndpoint + "rest")
    }
}
