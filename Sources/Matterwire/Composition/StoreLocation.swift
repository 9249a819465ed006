import Matters
import Storage
import StoragePostgres
import StorageSQLite

/// Where the product's database is: a file of the data folder, or a PostgreSQL server.
enum StoreLocation: Sendable {
    case embedded
    case server(PostgresSettings)

    /// - Parameter text: the setting; nil and `sqlite` for the file. May hold a password, so messages do not repeat it.
    /// - Throws: `CommandFailure`.
    init(_ text: String?) throws {
        switch text {
        case nil, "sqlite": self = .embedded
        case let text? where PostgresSettings.isConnectionString(text):
            self = .server(PostgresSettings(connectionString: text))
        default:
            throw CommandFailure.couldNotRun(
                "store is set to something else than sqlite or an address such as postgres://user@host/matterwire")
        }
    }

    /// Opens the product's database.
    /// - Throws: `CommandFailure`.
    func open(in folder: DataFolder, _ ownership: StoreOwnership) async throws -> any Store {
        switch self {
        case .embedded: return try folder.store(DataFolder.portalFile, ownership)
        case .server(let settings):
            do {
                return try await PostgresStore(settings, ownership: ownership, clock: ContinuousClock()) {
                    SystemClock.now().milliseconds
                }
            } catch let error as StoreError {
                throw CommandFailure.couldNotRun(
                    "the PostgreSQL server named by `store` cannot be used: \(error.reason)")
            }
        }
    }

    /// The name of the database in error messages.
    func name(in folder: DataFolder) -> String {
        switch self {
        case .embedded: folder.file(DataFolder.portalFile)
        case .server: "the PostgreSQL database"
        }
    }
}

extension StoreError {
    /// The reason as text for people.
    var reason: String {
        switch self {
        case .unavailable(let why), .refused(let why), .duplicate(let why): why
        case .busy: "it is busy"
        case .undecided: "the connection broke"
        case .cancelled, .closed: "it was closed"
        case .schemaTooNew(_, let found, let known):
            "a newer version wrote it (schema \(found), this one knows \(known)); use that version"
        }
    }
}
