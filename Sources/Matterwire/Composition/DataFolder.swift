import Foundation
import Matters
import Storage
import StorageSQLite
import Webhooks

/// The folder of an installation: `matterwire.db`, `sandbox.db`, the key, the ready files. Every function throws
/// `CommandFailure`.
struct DataFolder {
    let path: String
    static let portalFile = "matterwire.db"
    static let keyFile = "matterwire.key"
    static let sandboxFile = "sandbox.db"
    static let demoFile = "demo.json"

    /// Creates the folder if it does not exist, readable by its owner only.
    init(path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandFailure.couldNotRun(
                "\(path) cannot be made or written; give another folder with --data (\(error.localizedDescription))")
        }
    }

    func file(_ name: String) -> String { path + "/" + name }

    /// Whether a demo has run in this folder.
    var isOfDemo: Bool { FileManager.default.fileExists(atPath: file(Self.demoFile)) }

    /// Opens a database of this folder.
    func store(_ name: String, _ ownership: StoreOwnership) throws -> any Store {
        do {
            return try SQLiteStore(path: file(name), ownership: ownership) { SystemClock.now().milliseconds }
        } catch let error as StoreError {
            throw CommandFailure.couldNotRun("\(file(name)): \(error.reason)")
        }
    }

    /// The key under which secrets are sealed, created at the first start and readable by its owner only. Before anything
    /// is sealed with it, it is on disk, and it is the folder's only key even if several processes start at once.
    func sealer() throws -> Sealer {
        let keyFile = file(Self.keyFile)
        if !FileManager.default.fileExists(atPath: keyFile) { try makeKey(keyFile) }
        guard let key = FileManager.default.contents(atPath: keyFile), key.count == Sealer.keyBytes else {
            throw CommandFailure.couldNotRun("\(keyFile) is not a key of \(Sealer.keyBytes) bytes; restore it")
        }
        return Sealer(key: Array(key))
    }

    private func makeKey(_ keyFile: String) throws {
        let draft = file(".key.\(ProcessInfo.processInfo.processIdentifier)")
        unlink(draft)
        defer { unlink(draft) }
        try DurableFile.write(Secret.bytes(Sealer.keyBytes), to: draft)
        // Fails when another process was first; then its key is used.
        guard link(draft, keyFile) == 0 || errno == EEXIST else {
            throw CommandFailure.couldNotRun("\(keyFile) cannot be written")
        }
        try DurableFile.syncFolder(path)
    }

    /// Replaces the file atomically; mode 0600 from its creation on.
    func writePrivately(_ data: Data, to name: String) throws {
        let temporary = file(".\(name).\(ProcessInfo.processInfo.processIdentifier)")
        try? FileManager.default.removeItem(atPath: temporary)
        guard
            FileManager.default.createFile(
                atPath: temporary, contents: data, attributes: [.posixPermissions: 0o600]),
            rename(temporary, file(name)) == 0
        else { throw CommandFailure.couldNotRun("\(file(name)) cannot be written") }
    }
}
