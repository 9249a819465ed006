import ArgumentParser
import Sandbox

struct WorldOptions: ParsableArguments {
    @Option(help: "How many matters the made-up firm has, 1 to 100000. Counts only for a new folder.")
    var matters: Int = 60
    @Option(help: "The same seed makes the same firm. Counts only for a new folder.")
    var seed: UInt64 = 1
    @Flag(help: "For scripts that move the time of schedules with POST /control/clock. It is there without it, too.")
    var testClock = false

    func options(folder: DataFolder, port: Int?) throws -> SandboxApplication.Options {
        guard (1...SandboxApplication.mattersMax).contains(matters) else {
            throw CommandFailure.couldNotRun("--matters is a number from 1 to \(SandboxApplication.mattersMax)")
        }
        guard port.map({ (0...65_535).contains($0) }) ?? true else {
            throw CommandFailure.couldNotRun("the sandbox's port is a number from 0 to 65535")
        }
        var options = SandboxApplication.Options(folder: folder.path, port: port, matters: matters, seed: seed)
        options.seeding = SeedingProgress().report
        return options
    }
}

struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Run the practice systems, simulated, to try, test and develop without an account.")

    @OptionGroup var data: DataOptions
    @OptionGroup var log: LogOptions
    @OptionGroup var world: WorldOptions
    @Option(help: "The port to listen on (first 9000; later what it was); 0 picks a free one the first time.")
    var port: Int?

    func run() async throws {
        let logger = try log.logger("matterwire-sandbox")
        let folder = try data.folder()
        let sandbox = try await SandboxParts(
            folder: folder, options: try world.options(folder: folder, port: port), logger: logger
        ) { ready in
            StandardError.line("the sandbox is at \(ready.url); \(ready.readyFile) says how to ask it")
        }
        try await logger.runServices(sandbox.services)
        await sandbox.close()
    }
}
