import ArgumentParser
import Logging
import Matters
import Records
import Storage
import Sync

struct ReconcileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Fetch every matter from the practice system again; returns when all are in.")

    @OptionGroup var data: DataOptions
    @OptionGroup var log: LogOptions
    @Option(help: "The firm; needed when there are several.") var firm: String?

    func run() async throws {
        let portal = try await data.portal(log)
        let source = try await portal.source(of: try await portal.firm(firm))
        let sweepID = try await portal.connector.requestSweep(of: source, reason: "asked for by a person")
        try await portal.processing {
            try await ImportProgress(connector: portal.connector, source: source, sweepID: sweepID).follow()
        }
        await portal.close()
    }
}
