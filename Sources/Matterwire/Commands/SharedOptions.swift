import ArgumentParser
import Foundation
import Logging
import StorageSQLite

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
