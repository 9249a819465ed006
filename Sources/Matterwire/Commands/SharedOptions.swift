import ArgumentParser
import Foundation
import Logging
import Storage

struct DataOptions: ParsableArguments {
    @Option(help: "The folder that holds everything of this installation.")
    var data: String = "matterwire-data"
    @Option(help: "A YAML file with settings: host, port, url, roles, store, delivery.allow_networks.") var config:
        String?

    func folder() throws -> DataFolder { try DataFolder(path: data) }

    func settings(_ options: ServerSettings.Options = .init()) async throws -> ServerSettings {
        try await ServerSettings.read(file: config, options: options)
    }

    /// The portal's parts for a server.
    /// - Throws: `CommandFailure`.
    func servedPortal(
        _ settings: ServerSettings, isDemo: Bool = false, _ logger: Logger
    ) async throws -> PortalParts {
        try await PortalParts(
            folder: try folder(), settings: settings, ownership: .server, isDemo: isDemo, logger: logger)
    }

    /// The portal's parts for a command, which may run beside a server.
    /// - Parameter mustExist: whether a missing folder is an error, so that a misspelt one is not created.
    /// - Throws: `CommandFailure`.
    func portal(_ log: LogOptions, mustExist: Bool = true) async throws -> PortalParts {
        guard !mustExist || FileManager.default.fileExists(atPath: data + "/" + DataFolder.keyFile) else {
            throw CommandFailure.couldNotRun("\(data) holds no portal; name its folder with --data")
        }
        return try await PortalParts(
            folder: try folder(), settings: try await settings(), ownership: .command,
            logger: try log.logger("matterwire"))
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
