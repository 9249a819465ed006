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

    @OptionGroup var options: FirmOptions

    func run() async throws {
        try await options.withPortal { portal, firm in
            let source = try await portal.source(of: firm)
            let sweepID = try await portal.connector.requestSweep(of: source, reason: "asked for by a person")
            try await portal.processing {
                try await ImportProgress(connector: portal.connector, source: source, sweepID: sweepID).follow()
            }
        }
    }
}
