import ArgumentParser
import Delivery
import Foundation
import Matters
import Records
import Sandbox
import Storage
import Webhooks

struct HookOptions: ParsableArguments {
    @OptionGroup var data: DataOptions
    @OptionGroup var log: LogOptions
    @Option(help: "actionstep, lawvu, lawfficient or standard.") var contract: String = "standard"
    @Option(help: "The firm; needed when there are several. For standard only.") var firm: String?
    @Option(help: "A party's mail address: its endpoints alone; a new one is the firm's without it. For standard only.")
    var email: String?
    @Flag(help: "Answer in JSON.") var json = false

    /// Runs `body` with the endpoint service of the contract, and closes its database afterwards.
    /// - Throws: `CommandFailure`, and what `body` throws.
    func withEndpointService(_ body: (EndpointService) async throws -> Void) async throws {
        let contract = try knownContract()
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

    private func knownContract() throws -> WebhookContract {
        guard let known = WebhookContract(rawValue: contract) else {
            let names = WebhookContract.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure.couldNotRun("--contract is one of \(names)")
        }
        return known
    }

    private func withPortal(_ body: (EndpointService) async throws -> Void) async throws {
        let owner = try owner()
        let portal = try await data.portal(log)
        do {
            try await body(
                portal.endpointService(
                    owner: owner, firmID: try await portal.firm(firm).id, reach: email == nil ? .all : .own))
        } catch {
            await portal.close()
            throw error
        }
        await portal.close()
    }

    private func owner() throws -> EndpointOwner {
        guard let email else { return .firm }
        guard let address = MailAddress(email) else {
            throw CommandFailure.couldNotRun("--email is a plain mail address such as kim@example.com")
        }
        return .party(address)
    }

    private func withSandbox(
        _ contract: WebhookContract, _ body: (EndpointService) async throws -> Void
    ) async throws {
        guard email == nil, firm == nil else {
            throw CommandFailure.couldNotRun("--email and --firm are for --contract standard; leave them out")
        }
        guard FileManager.default.fileExists(atPath: data.data + "/" + DataFolder.sandboxFile) else {
            throw CommandFailure.couldNotRun("\(data.data) holds no sandbox; name its folder with --data")
        }
        let folder = try data.folder()
        let store = try folder.store(DataFolder.sandboxFile, .command)
        do {
            try await body(
                try await SandboxParts.endpointService(contract, store: store, sealer: try folder.sealer()))
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }
}

extension EndpointService {
    /// Sending again, tests, enabling and rotation exist for the contracts that allow sending again; the vendors of the
    /// others do not offer them.
    /// - Throws: `CommandFailure`.
    func requireResending(toAllow action: String, instead: String) throws {
        guard contract.allowsResending else {
            throw CommandFailure.couldNotRun("\(contract.rawValue) has no way to \(action) a webhook; \(instead)")
        }
    }
}
