import ArgumentParser
import Foundation
import Logging
import ServiceLifecycle
import StorageSQLite
import UnixSignals

struct DataOptions: ParsableArguments {
    @Option(help: "The folder that holds everything of this installation.")
    var data: String = "matterwire-data"

    func folder() throws -> DataFolder { try DataFolder(path: data) }

    /// For commands that work on what is there; a misspelt folder is not made.
    func existingFolder() throws -> DataFolder {
        guard FileManager.default.fileExists(atPath: data + "/matterwire.db") else {
            throw CommandFailure.couldNotRun("\(data) holds no portal; name its folder with --data")
        }
        return try folder()
    }
}

struct LogOptions: ParsableArguments {
    @Option(help: "trace, debug, info, notice, warning or error. Goes to standard error.")
    var logLevel: String = "warning"

    func logger(_ label: String) throws -> Logger {
        guard let level = Logger.Level(rawValue: logLevel) else {
            throw CommandFailure.couldNotRun("--log-level is one of trace, debug, info, notice, warning, error")
        }
        var logger = Logger(label: label) { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        return logger
    }
}

extension Logger {
    /// Runs services until one fails or a signal ends them; a second signal ends the process at once.
    func runServices(_ services: [any Service]) async throws {
        var configuration = ServiceGroupConfiguration(
            services: services.map {
                .init(
                    service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            }, gracefulShutdownSignals: StopSignals.all, logger: self)
        configuration.maximumGracefulShutdownDuration = StopSignals.shutdownMax
        let group = ServiceGroup(configuration: configuration)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await StopSignals.endAtSecond() }
            try await group.run()
            tasks.cancelAll()
        }
    }
}

private enum StopSignals {
    static let all: [UnixSignal] = [.sigterm, .sigint]
    /// What has not ended by then is cancelled.
    static let shutdownMax: Duration = .seconds(10)
    /// As a shell says it of a process that ^C ended.
    static let interruptedStatus: Int32 = 130

    /// What was promised is on disk already, so nothing is lost by not waiting.
    static func endAtSecond() async {
        var count = 0
        for await _ in await UnixSignalsSequence(trapping: all) {
            count += 1
            if count == 2 { _exit(interruptedStatus) }
        }
    }
}
