import ArgumentParser
import Foundation

/// The program. Exit status: 0 success, 1 a check found something wrong, 2 could not run.
@main
struct Matterwire: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matterwire",
        abstract: "Keeps everyone on a legal matter looking at the same, current truth.", version: "0.1.0",
        subcommands: [
            DemoCommand.self, ServeCommand.self, SandboxCommand.self, ConnectCommand.self, ReconcileCommand.self,
            VerifyCommand.self, TokenCommand.self, DomainCommand.self, HooksCommand.self, MigrateCommand.self,
            ListenCommand.self,
        ])

    static func main() async {
        // Files with matters, notices and grants must not be readable by other users of this machine.
        umask(0o077)
        Allocator.returnLargeBlocks()
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            finish(with: error)
        }
    }

    private static func finish(with error: any Error) -> Never {
        if let failure = error as? CommandFailure ?? CommandFailure(explaining: error) {
            StandardError.line("matterwire: \(failure.message)")
            Foundation.exit(failure.status)
        }
        let code = exitCode(for: error)
        guard code != .success else { exit(withError: error) }
        StandardError.line(fullMessage(for: error))
        Foundation.exit(code == .validationFailure ? 2 : code.rawValue)
    }
}

/// Why a command failed: one sentence that says what to do.
struct CommandFailure: Error {
    let message: String
    let status: Int32

    static func foundWrong(_ message: String) -> CommandFailure { CommandFailure(message: message, status: 1) }
    static func couldNotRun(_ message: String) -> CommandFailure { CommandFailure(message: message, status: 2) }

    /// - Throws: `CommandFailure` for a number out of the range; nil is an option that was not given.
    static func require(_ number: Int?, in range: ClosedRange<Int>, of option: String) throws {
        guard number.map(range.contains) ?? true else {
            throw couldNotRun("\(option) is a number from \(range.lowerBound) to \(range.upperBound)")
        }
    }
}

enum StandardError {
    static func line(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}

enum StandardOutput {
    static func line(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
}
