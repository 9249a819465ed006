import Matters
import Records
import Sandbox
import SandboxKit
import Storage
import Web
import Webhooks

/// A person as whom a visitor of the demo can sign in, with a bearer token for programs.
struct DemoAccount: Sendable {
    let persona: SignInPersona
    let token: String
}

extension PortalParts {
    private static let tokensName = "demo tokens"

    /// The same people with the same tokens at every start.
    /// - Throws: `StoreError`.
    func demoAccounts() async throws -> [DemoAccount] {
        let known = try await demoTokens()
        var accounts: [DemoAccount] = []
        for persona in Self.demoPersonas {
            let token =
                if let token = known[persona.role]?.string { token } else {
                    try await makeToken(for: persona.viewer, label: persona.label, validFor: nil)
                }
            accounts.append(DemoAccount(persona: persona, token: token))
        }
        try await store(accounts)
        return accounts
    }

    private func demoTokens() async throws -> JSONValue {
        let sealed = try await store.read { try Installation.value(Self.tokensName, in: $0) }
        let bytes = sealed.flatMap { sealer.open($0, context: Self.tokensName) }
        return bytes.flatMap { try? JSONReader.parse($0) } ?? [:]
    }

    private func store(_ accounts: [DemoAccount]) async throws {
        let members = JSONValue.Members(accounts.map { (name: $0.persona.role, value: .string($0.token)) })
        let sealed = sealer.seal(JSONValue.object(members).encoded, context: Self.tokensName)
        try await store.write { try Installation.put(Self.tokensName, sealed, in: $0) }
    }

    private static var demoPersonas: [SignInPersona] {
        [
            persona("staff", "Staff of the firm", DemoPeople.staff),
            persona("broker", "Broker", DemoPeople.broker),
            persona("mortgage_manager", "Mortgage manager", DemoPeople.mortgageManager),
            persona("developer_client", "Developer", DemoPeople.developer),
            persona("client", "Buyer", DemoPeople.client),
        ].compactMap { $0 }
    }

    private static func persona(_ role: String, _ label: String, _ person: DemoPeople.Person) -> SignInPersona? {
        MailAddress(person.email).map { address in
            SignInPersona(
                role: role, label: label, name: "\(person.firstName) \(person.lastName)",
                viewer: Viewer(firmID: Demo.firm.id, address: address, kind: role == "staff" ? .staff : .party))
        }
    }
}
