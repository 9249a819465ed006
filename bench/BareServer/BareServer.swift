import HTTPTypes
import Hummingbird

/// What the web framework alone can do: reads the body of a notice and answers 200, storing nothing. The figure beside
/// which the hook door is judged.
@main
enum BareServer {
    static func main() async throws {
        let port = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 7_100
        let router = Router(context: BasicRequestContext.self)
        router.post("hooks/actionstep/:token/:event") { request, _ in
            _ = try await request.body.collect(upTo: 1 << 20)
            return HTTPResponse.Status.ok
        }
        try await Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: nil)
        ).runService()
    }
}
