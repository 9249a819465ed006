import Configuration
import Egress
import Foundation
import Matters
import SystemPackage

/// The settings of a server: options take precedence over the environment, the environment over the file.
struct ServerSettings {
    var host: String?
    var port: Int?
    var url: String?
    var roles: Set<PortalParts.Role>
    var store: StoreLocation
    /// Networks to which webhooks may be sent besides public addresses.
    var allowedNetworks: [AddressBlock]

    /// The command's options; nil for those that were not given.
    struct Options {
        var host: String?
        var port: Int?
        var url: String?
        var roles: String?
    }

    /// - Throws: `CommandFailure`.
    static func read(file: String?, options: Options) async throws -> ServerSettings {
        var readers = [ConfigReader(provider: EnvironmentVariablesProvider()).scoped(to: "matterwire")]
        if let file { readers.append(try await yaml(file)) }
        func text(_ key: ConfigKey) -> String? { readers.lazy.compactMap { $0.string(forKey: key) }.first }
        func number(_ key: ConfigKey) throws -> Int? {
            let found = readers.lazy.compactMap { $0.int(forKey: key) }.first
            guard found != nil || text(key) == nil else {
                throw CommandFailure.couldNotRun("\(key) is set to something that is not a number")
            }
            return found
        }
        func list(_ key: ConfigKey) -> [String] {
            readers.lazy.compactMap { $0.stringArray(forKey: key) }.first
                ?? text(key)?.split(separator: ",").map(String.init) ?? []
        }
        let port = try options.port ?? number("port")
        try CommandFailure.require(port, in: 0...65_535, of: "--port")
        return ServerSettings(
            host: options.host ?? text("host"), port: port, url: try url(options.url ?? text("url")),
            roles: try roles(options.roles ?? text("roles")), store: try StoreLocation(text("store")),
            allowedNetworks: try networks(list("delivery.allow_networks")))
    }

    private static func yaml(_ file: String) async throws -> ConfigReader {
        do {
            return ConfigReader(provider: try await FileProvider<YAMLSnapshot>(filePath: FilePath(file)))
        } catch {
            throw CommandFailure.couldNotRun("\(file) cannot be read as YAML; check the path given with --config")
        }
    }

    private static func url(_ text: String?) throws -> String? {
        guard let text else { return nil }
        let scheme = text.prefix { $0 != ":" }
        guard URLAuthority(of: text) != nil, ["http", "https"].contains(scheme), !text.contains("?") else {
            throw CommandFailure.couldNotRun("--url is an address such as https://portal.example.com")
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    private static func networks(_ names: [String]) throws -> [AddressBlock] {
        try names.map { name in
            guard let block = AddressBlock(name.trimmingCharacters(in: .whitespaces)) else {
                throw CommandFailure.couldNotRun(
                    "delivery.allow_networks is a list of networks such as 10.1.0.0/16,fd00::/8")
            }
            return block
        }
    }

    private static func roles(_ text: String?) throws -> Set<PortalParts.Role> {
        guard let text else { return Set(PortalParts.Role.allCases) }
        let roles = text.split(separator: ",").map { PortalParts.Role(rawValue: String($0)) }
        guard !roles.isEmpty, !roles.contains(nil) else {
            let known = PortalParts.Role.allCases.map(\.rawValue).joined(separator: ",")
            throw CommandFailure.couldNotRun("--roles is a list out of \(known)")
        }
        return Set(roles.compactMap { $0 })
    }
}
