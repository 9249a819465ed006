import ArgumentParser

struct HooksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hooks", abstract: "Manage the webhooks that are sent, and send messages again.",
        discussion: """
            standard is the product's own contract, stored in its database; actionstep, lawvu and lawfficient are those \
            of the sandbox, stored in DIR/sandbox.db.
            """,
        subcommands: [
            HooksListCommand.self, HooksCreateCommand.self, HooksDisableCommand.self, HooksEnableCommand.self,
            HooksDeleteCommand.self, HooksRotateCommand.self, HooksAttemptsCommand.self, HooksResendCommand.self,
            HooksTestCommand.self,
        ])
}
