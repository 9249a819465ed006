import Connectors
import Foundation
import Webhooks

/// `sandbox.json`: where a sandbox is and with which credentials its systems are asked.
enum SandboxReadyFile {
    /// - Throws: `CommandFailure` when there is no such file, it is not a sandbox's, or does not hold the credentials.
    static func credentials(in path: String, for connector: any PracticeSystemConnector) throws -> SourceCredentials {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.couldNotRun("\(path) cannot be read; is the sandbox running?")
        }
        guard let json = try? JSONReader.parse(Array(data)), json["url"]?.string != nil,
            let part = json[connector.adapter.system], let credentials = connector.credentials(fromReadyFile: part)
        else { throw CommandFailure.couldNotRun("\(path) is not the ready file of a sandbox") }
        return credentials
    }
}
