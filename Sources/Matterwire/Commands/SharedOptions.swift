import ArgumentParser
import Foundation
import Logging
import Matters
import Records
import Storage
import Webhooks

struct DataOptions: ParsableArguments {
    @Option(help: "The folder that holds everything of this installation.")
    var data: String = "matterwire-data"
    @Option(help: "A YAML file with settings: host, port, url, roles, store, delivery.allow_networks.") var config:
        String?

    func folder() throws -> DataFolder { try DataFolder(path: data) }

    func settings(_ options: ServerSettings.Options = .init()) async throws -> ServerSettings {
        try await ServerSettings.read(file: config, options: options)
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

/// Options of a command about one firm.
struct FirmOptions: ParsableArguments {
    @OptionGroup var data: DataOptions
    @OptionGroup var log: LogOptions
    @Option(help: "The firm; needed when there are several.") var firm: String?

    /// Runs `body` with the portal's parts, and closes them afterwards.
    /// - Throws: `CommandFailure`, and what `body` throws.
    func withPortal(_ body: (PortalParts, Firm) async throws -> Void) async throws {
        let portal = try await data.portal(log)
        try await closing(portal.close) { try await body(portal, try await portal.firm(firm)) }
    }
}

/// Runs `body`, then `close`, also when `body` fails.
func closing(_ close: () async -> Void, after body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch {
        await close()
        throw error
    }
    await close()
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

extension WebhookContract {
    /// - Throws: `CommandFailure` for an unknown name.
    init(option name: String) throws {
        guard let contract = Self(rawValue: name) else {
            let names = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure.couldNotRun("--contract is one of \(names)")
        }
        self = contract
    }
}

extension MailAddress {
    /// - Throws: `CommandFailure`.
    init(option text: String) throws {
        guard let address = Self(text) else {
            throw CommandFailure.couldNotRun("--email is a plain mail address such as kim@example.com")
        }
        self = address
    }
}
