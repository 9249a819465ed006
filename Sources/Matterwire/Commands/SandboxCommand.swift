import ArgumentParser
import Sandbox
import Synchronization

struct WorldOptions: ParsableArguments {
    @Option(help: "How many matters the made-up firm has, 1 to 100000. Counts only for a new folder.")
    var matters: Int = 60
    @Option(help: "The same seed makes the same firm. Counts only for a new folder.")
    var seed: UInt64 = 1
    @Flag(help: "For scripts that move the time of schedules with POST /control/clock. It is there without it, too.")
    var testClock = false

    func options(folder: DataFolder, port: Int?) throws -> SandboxApplication.Options {
        try CommandFailure.require(matters, in: 1...SandboxApplication.mattersMax, of: "--matters")
        try CommandFailure.require(port, in: 0...65_535, of: "the sandbox's port")
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

/// Prints the progress of seeding to standard error, at most once a second.
final class SeedingProgress: Sendable {
    private let clock = ContinuousClock()
    private let printedAt: Mutex<ContinuousClock.Instant>
    private static let printInterval: Duration = .seconds(1)

    init() { printedAt = Mutex(clock.now) }

    func report(_ made: Int, of matters: Int) {
        let isDue = printedAt.withLock { printedAt in
            guard clock.now - printedAt >= Self.printInterval else { return false }
            printedAt = clock.now
            return true
        }
        if isDue { StandardError.line("  \(made) of \(matters) matters made") }
    }
}
