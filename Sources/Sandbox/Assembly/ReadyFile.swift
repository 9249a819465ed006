import FoundationEssentials
import Glibc
import SandboxKit
import Webhooks

/// `sandbox.json`: the URLs and credentials of the sandbox.
struct ReadyFile {
    let json: JSONValue

    init(url: String, systems: [any SimulatedSystem]) async throws {
        var members = JSONValue.Members([(name: "url", value: .string(url))])
        for system in systems {
            let name = type(of: system).contract.rawValue
            members.entries.append((name: name, value: try await system.readyFileEntry(url: url)))
        }
        json = .object(members)
    }

    /// Replaces the file atomically. It is readable by its owner only, because it contains tokens.
    func write(to path: String) throws {
        let fresh = path + ".new"
        try? FileManager.default.removeItem(atPath: fresh)
        guard
            FileManager.default.createFile(
                atPath: fresh, contents: Data(json.encoded + [UInt8(ascii: "\n")]),
                attributes: [.posixPermissions: 0o600]),
            rename(fresh, path) == 0
        else { throw CocoaError(.fileWriteUnknown) }
    }
}
