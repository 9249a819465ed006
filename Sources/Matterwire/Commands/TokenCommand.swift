import ArgumentParser
import Matters
import Records
import Storage

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make a bearer token for /api/v1 and /live. It is shown once.")

    @OptionGroup var options: FirmOptions
    @Option(help: "The mail address of the person or system that will hold it.") var email: String
    @Flag(help: "Sees every matter of the firm, not only those the address is a party to.") var staff = false
    @Option(help: "Days until it runs out; without it the token does not run out.") var days: Int?

    func run() async throws {
        let address = try MailAddress(option: email)
        try CommandFailure.require(days, in: 1...3_650, of: "--days")
        try await options.withPortal { portal, firm in
            let viewer = Viewer(firmID: firm.id, address: address, kind: staff ? .staff : .party)
            let secret = try await portal.makeToken(
                for: viewer, label: staff ? "Staff" : "Party", validFor: days.map { .seconds($0 * 86_400) })
            StandardOutput.line(secret)
        }
    }
}
