import ArgumentParser
import Matters
import Records
import Storage

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make a bearer token for /api/v1 and /live. It is shown once.")

    @OptionGroup var data: DataOptions
    @OptionGroup var log: LogOptions
    @Option(help: "The firm; needed when there are several.") var firm: String?
    @Option(help: "The mail address of the person or system that will hold it.") var email: String
    @Flag(help: "Sees every matter of the firm, not only those the address is a party to.") var staff = false
    @Option(help: "Days until it runs out; without it the token does not run out.") var days: Int?

    func run() async throws {
        guard let address = MailAddress(email) else {
            throw CommandFailure.couldNotRun("--email is a plain mail address such as kim@example.com")
        }
        guard days.map({ (1...3_650).contains($0) }) ?? true else {
            throw CommandFailure.couldNotRun("--days is a number from 1 to 3650")
        }
        let portal = try await data.portal(log)
        let viewer = Viewer(
            firmID: try await portal.firm(firm).id, address: address, kind: staff ? .staff : .party)
        let secret = try await portal.makeToken(
            for: viewer, label: staff ? "Staff" : "Party", validFor: days.map { .seconds($0 * 86_400) })
        StandardOutput.line(secret)
        await portal.close()
    }
}
