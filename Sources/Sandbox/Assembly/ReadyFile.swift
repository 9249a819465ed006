import FoundationEssentials
import Glibc
import Webhooks

/// `sandbox.json`: where the sandbox answers and with which tokens, for whoever connects to it.
struct ReadyFile {
    let url: String
    let settings: SandboxSettings
    let tokens: Tokens.Pair?
    let lawfficientKey: String?
    let lawVu: JSONValue

    var json: JSONValue {
        [
            "url": .string(url),
            "actionstep": [
                "api_endpoint": .string(url + "/actionstep/api/"), "client_id": .string(settings.clientID),
                "client_secret": .string(settings.clientSecret), "access_token": JSONValue(tokens?.access),
                "refresh_token": JSONValue(tokens?.refresh),
            ],
            "lawvu": lawVu,
            "lawfficient": [
                "url": .string(url + LawfficientController.path), "api_key": JSONValue(lawfficientKey),
            ],
        ]
    }

    /// Readable by its owner only, from its first byte; whoever reads it sees the old file or the new one, whole.
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
