import ArgumentParser
import Storage

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the database up to this version. A server does it by itself.")

    @OptionGroup var data: DataOptions
    @OptionGroup var log: LogOptions

    func run() async throws {
        let portal = try await data.portal(log)
        await portal.close()
    }
}
