import Connectors
import Foundation
import Webhooks

/// `sandbox.json`: where a sandbox is and with which credentials its systems are asked.
struct SandboxReadyFile {
    let url: String
    private let json: JSONValue
    private let path: String

    /// - Throws: `CommandFailure` when there is no such file, or it is not a sandbox's.
    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.couldNotRun("\(path) cannot be read; is the sandbox running?")
        }
        guard let json = try? JSONReader.parse(Array(data)), let url = json["url"]?.string else {
            throw Self.notReadyFile(path)
        }
        self.url = url
        self.json = json
        self.path = path
    }

    /// - Throws: `CommandFailure` when the file does not hold them.
    func credentials(for connector: any PracticeSystemConnector) throws -> SourceCredentials {
        guard let part = json[connector.adapter.system],
            let credentials = connector.credentials(fromReadyFile: part)
        else { throw Self.notReadyFile(path) }
        return credentials
    }

    private static func notReadyFile(_ path: String) -> CommandFailure {
        .couldNotRun("\(path) is not the ready file of a sandbox")
    }
}
