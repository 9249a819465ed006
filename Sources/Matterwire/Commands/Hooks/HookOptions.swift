import ArgumentParser
import Delivery
import Foundation
import Matters
import Records
import Sandbox
import Storage
import Webhooks

/// A command about webhooks: runs with the endpoint service of the contract that its options name.
protocol HookCommand: AsyncParsableCommand {
    var options: HookOptions { get }
    /// Refuses wrong options before a database is opened.
    func check() throws
    func run(_ service: EndpointService) async throws
}

extension HookCommand {
    func check() throws {}

    func run() async throws {
        try check()
        try await options.withEndpointService(run)
    }
}

struct HookOptions: ParsableArguments {
    @OptionGroup var data: DataOptions
    @OptionGroup var log: LogOptions
    @Option(help: "actionstep, lawvu, lawfficient or standard.") var contract: String = "standard"
    @Option(help: "The firm; needed when there are several. For standard only.") var firm: String?
    @Option(help: "A party's mail address: its endpoints alone; a new one is the firm's without it. For standard only.")
    var email: String?
    @Flag(help: "Answer in JSON.") var json = false

    /// Prints the JSON if it is asked for, else the text.
    func show(_ json: JSONValue, _ text: String) { StandardOutput.line(self.json ? json.encodedText : text) }

    /// Prints the JSON if it is asked for, else a line for each row.
    func show(_ json: JSONValue, rows: [[String]]) {
        let lines = rows.map { $0.joined(separator: "  ") }
        if self.json || !lines.isEmpty { show(json, lines.joined(separator: "\n")) }
    }

    /// Runs `body` with the endpoint service of the contract, and closes its database afterwards.
    /// - Throws: `CommandFailure`, and what `body` throws.
    fileprivate func withEndpointService(_ body: (EndpointService) async throws -> Void) async throws {
        let contract = try WebhookContract(option: contract)
        do {
            if contract == .standard { try await withPortal(body) } else { try await withSandbox(contract, body) }
        } catch let failure as EndpointFailure {
            throw CommandFailure.couldNotRun(Self.sentence(failure, contract))
        }
    }

    private static func sentence(_ failure: EndpointFailure, _ contract: WebhookContract) -> String {
        switch failure {
        case .unknown: "there is no such webhook; `matterwire hooks list` shows them"
        case .invalid(let fault) where fault.field == "url" && contract == .standard:
            failure.hint + " The setting delivery.allow_networks names networks of your own, where http will do."
        default: failure.hint
        }
    }

    private func withPortal(_ body: (EndpointService) async throws -> Void) async throws {
        let owner = try email.map { EndpointOwner.party(try MailAddress(option: $0)) } ?? .firm
        let portal = try await data.portal(log)
        try await closing(portal.close) {
            try await body(
                portal.endpointService(
                    owner: owner, firmID: try await portal.firm(firm).id, access: email == nil ? .all : .own))
        }
    }

    private func withSandbox(_ contract: WebhookContract, _ body: (EndpointService) async throws -> Void) async throws {
        guard email == nil, firm == nil else {
            throw CommandFailure.couldNotRun("--email and --firm are for --contract standard; leave them out")
        }
        guard FileManager.default.fileExists(atPath: data.data + "/" + DataFolder.sandboxFile) else {
            throw CommandFailure.couldNotRun("\(data.data) holds no sandbox; name its folder with --data")
        }
        let folder = try data.folder()
        let store = try folder.store(DataFolder.sandboxFile, .command)
        try await closing(store.close) {
            try await body(try await SandboxParts.endpointService(contract, store: store, sealer: try folder.sealer()))
        }
    }
}

extension EndpointService {
    /// Sending again, tests, enabling and rotation exist for the contracts that allow sending again; the vendors of the
    /// others do not offer them.
    /// - Throws: `CommandFailure`.
    func requireResending(toAllow action: String, instead: String) throws {
        guard contract.policy.allowsResending else {
            throw CommandFailure.couldNotRun("\(contract.rawValue) has no way to \(action) a webhook; \(instead)")
        }
    }
}
