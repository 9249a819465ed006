import Egress
import LocalServer
import Synchronization
import Testing

@testable import Connectors
@testable import Matters

@Suite(.timeLimit(.minutes(2))) struct `Reading a file from ActionStep` {
    private static let partBytes = ActionStepClient.filePartBytes

    private static func file(_ size: Int64, matter: String = "70151", document: String = "2531") -> DocumentFile {
        DocumentFile(matterRef: matter, documentRef: document, name: "C", fileType: nil, sizeBytes: size)
    }

    private static func text(_ bytes: Int64) -> String { String(repeating: "x", count: Int(bytes)) }

    @Test func `parts are asked for by number, with the id unescaped`() async throws {
        let bench = try await PracticeBench { request in
            .answer(200, body: request.uri.hasSuffix("=1") ? Self.text(Self.partBytes) : "end")
        }
        let file = Self.file(Self.partBytes + 3)
        let first = try await bench.client.read(file, from: 0)
        let second = try await bench.client.read(file, from: Self.partBytes)
        #expect(first.count == Int(Self.partBytes))
        #expect(second == Array("end".utf8))
        #expect(
            bench.uris == (1...2).map { "/api/rest/files/DL::Actions::70151::2531?part_number=\($0)" })
        #expect(bench.received.all.allSatisfy { $0.headers["content-type"] == nil })
    }

    @Test(arguments: [
        (LocalServer.Reply.answer(200, body: "abc"), nil as PracticeFailure?),
        (.answer(200, body: "ab"), .malformed("files: part 1 has 2 bytes, not 3")),
        (.answer(200, body: "abcd"), .malformed("files: part 1 has 4 bytes, not 3")),
        (.answer(204), .malformed("files: part 1 has 0 bytes, not 3")), (.truncated(200, body: "ab"), .network(.reset)),
        (.answer(404), .notFound), (.answer(403), .forbidden), (.answer(400), .refused(status: 400)),
        (.answer(502), .unavailable(status: 502)),
        (.answer(429, headers: [("retry-after", "3600")]), .rateLimited(retryAfterSeconds: 3_600)),
    ])
    func `an answer is the whole part, or a failure with a name`(
        reply: LocalServer.Reply, expected: PracticeFailure?
    ) async throws {
        let bench = try await PracticeBench { _ in reply }
        let found = await failure { () throws(PracticeFailure) in try await bench.client.read(Self.file(3), from: 0) }
        #expect(found == expected)
    }

    @Test func `a part that is longer than parts are is not taken into memory`() async throws {
        let bench = try await PracticeBench { _ in .answer(200, body: Self.text(Self.partBytes + 1)) }
        let found = await failure { () throws(PracticeFailure) in
            try await bench.client.read(Self.file(2 * Self.partBytes), from: 0)
        }
        #expect(found == .network(.tooLarge))
    }

    @Test(arguments: [LocalServer.Reply.truncated(200, body: "ab"), .hangUp, .answer(500), .answer(401)])
    func `a part that breaks off is asked for again, and comes once`(reply: LocalServer.Reply) async throws {
        let calls = Mutex(0)
        let bench = try await PracticeBench { request in
            if request.uri.hasSuffix("/oauth/token") {
                return PracticeBench.tokens(2, endpoint: "http://\(request.headers["host"] ?? "")/api/")
            }
            let call = calls.withLock {
                $0 += 1
                return $0
            }
            return call == 1 ? reply : .answer(200, body: "abc")
        }
        let bytes = try await bench.client.read(Self.file(3), from: 0)
        #expect(bytes == Array("abc".utf8))
    }

    @Test(arguments: [
        ("70151/../9", "1", 0 as Int64), ("70151", "1?x=", 0), ("70151", "..", 0), ("", "1", 0), ("1", "1", 3),
        ("1", "1", -1),
        ("1", "1", 1),
    ])
    func `nothing is asked for what cannot be an id, nor where no part begins`(
        matter: String, document: String, offset: Int64
    ) async throws {
        let bench = try await PracticeBench { _ in .answer(200, body: "abc") }
        let found = await failure { () throws(PracticeFailure) in
            try await bench.client.read(Self.file(3, matter: matter, document: document), from: offset)
        }
        #expect(found != nil)
        #expect(bench.uris.isEmpty)
    }
}
