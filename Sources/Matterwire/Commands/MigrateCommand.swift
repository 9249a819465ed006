import ArgumentParser
import StorageSQLite

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the database up to this version. A server does it by itself.")

    @OptionGroup var data: DataOptions
    @OptionGroup var log: LogOptions

    func run() async throws {
        let portal = try await PortalParts(
            folder: try data.existingFolder(), ownership: .guest, logger: try log.logger("matterwire"))
        await portal.close()
    }
}
