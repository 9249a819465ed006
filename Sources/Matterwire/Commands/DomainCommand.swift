import ArgumentParser
import Matters
import Portal
import Records
import Storage

struct DomainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "domain",
        abstract: "Give everybody of a lender's or brokerage's mail domain access to the matters of a colleague.")

    @OptionGroup var options: FirmOptions
    @Argument(help: "The domain, such as northbank.example.") var domain: String

    func run() async throws {
        guard let domain = MailDomain(domain), !PublicMailDomains.contains(domain) else {
            throw CommandFailure.couldNotRun(
                "\(self.domain) is not the domain of one firm: anybody can get an address there, or it is misspelt")
        }
        try await options.withPortal { portal, firm in
            try await portal.domainApproval.approve([domain], firmID: firm.id)
        }
    }
}
