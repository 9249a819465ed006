import ArgumentParser

struct HooksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hooks", abstract: "Webhooks that are sent: make them, look after them, send again.",
        discussion: """
            standard is the product's own and stands in its database; actionstep, lawvu and lawfficient are what the \
            sandbox sends, and stand in DIR/sandbox.db.
            """,
        subcommands: [
            HooksListCommand.self, HooksCreateCommand.self, HooksDisableCommand.self, HooksEnableCommand.self,
            HooksDeleteCommand.self, HooksRotateCommand.self, HooksAttemptsCommand.self, HooksResendCommand.self,
            HooksTestCommand.self,
        ])
}
