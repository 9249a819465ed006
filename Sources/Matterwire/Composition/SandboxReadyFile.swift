import Connectors
import Foundation
import Webhooks

/// `sandbox.json`: where a sandbox is and with which grant it is asked.
struct SandboxReadyFile {
    let url: String
    let credentials: ActionStepDialect.Credentials

    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.couldNotRun("\(path) cannot be read; is the sandbox running?")
        }
        try self.init(data: data, path: path)
    }

    init(data: Data, path: String) throws {
        guard let json = try? JSONReader.parse(Array(data)), let url = json["url"]?.string,
            let system = json["actionstep"], let endpoint = system["api_endpoint"]?.string,
            let clientID = system["client_id"]?.string, let clientSecret = system["client_secret"]?.string,
            let access = system["access_token"]?.string, let refresh = system["refresh_token"]?.string
        else { throw CommandFailure.couldNotRun("\(path) is not the ready file of a sandbox") }
        self.url = url
        credentials = ActionStepDialect.Credentials(
            clientID: clientID, clientSecret: clientSecret,
            grant: TokenGrant(
                accessToken: access, refreshToken: refresh, apiEndpoint: endpoint, expiresAt: nil))
    }
}
