import Matters
import Portal
import Records
import Storage
import TestPractice
import Testing

@Suite struct `Downloading documents` {
    private static let bytes = Array("0123456789".utf8)
    private static let staff = viewer("ana@firm.example", .staff)
    private static let buyer = viewer("buyer@home.example")

    private static func viewer(_ address: String, _ kind: Viewer.Kind = .party) -> Viewer {
        guard let address = MailAddress(address) else { preconditionFailure("a plain address") }
        return Viewer(firmID: "f", address: address, kind: kind)
    }

    private static func document(_ ref: String, bytes: Int) -> Document {
        Document(
            ref: ref, name: "Contract", fileType: "application/pdf", sizeBytes: Int64(bytes), createdAt: nil,
            modifiedAt: nil, hasFile: bytes > 0)
    }

    /// One matter of the buyer's with a file and a document to come, and one of somebody else's.
    private static func run(
        limits: DownloadLimits = .init(), practice: ScriptedPractice = ScriptedPractice(),
        _ body: (SyncHarness, DocumentService, (SourceRef) async throws -> String) async throws -> Void
    ) async throws {
        try await SyncHarness.run(practice: practice) { bench in
            bench.practice.put("1") {
                $0.parties = [party("buyer@home.example")]
                $0.documents = [document("d1", bytes: bytes.count), document("d2", bytes: 0)]
            }
            bench.practice.put("2") {
                $0.parties = [party("other@home.example")]
                $0.documents = [document("d3", bytes: bytes.count)]
            }
            for ref in ["d1", "d3"] { bench.practice.put(file: bytes, of: ref) }
            try await bench.sweep()
            try await bench.settle()
            let service = DocumentService(store: bench.store, limits: limits, now: bench.time.now) { _ in practice }
            try await body(bench, service) { ref in
                let ids = try await [bench.matter("1"), bench.matter("2")].compactMap { $0?.documentIDs[ref] }
                return try #require(ids.first)
            }
        }
    }

    private static func party(_ email: String) -> Party {
        Party(
            ref: "27--1", roleName: "Client", personRef: "1", name: "Kim", company: nil, email: email, phone: nil)
    }

    private static func whole(_ download: Download) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let part = try await download.next() { bytes += part }
        return bytes
    }

    private static func refusal(_ body: () async throws -> some Any) async throws -> DownloadRefusal? {
        do {
            _ = try await body()
            return nil
        } catch let refusal as DownloadRefusal { return refusal }
    }

    @Test func `a file arrives complete, part by part, each requested when it is needed`() async throws {
        try await Self.run { bench, service, id in
            let download = try #require(try await service.download(try await id("d1"), for: Self.buyer))
            #expect(bench.practice.reads.map(\.offset) == [0])
            let first = try await download.next()
            #expect(first == Array("0123".utf8))
            #expect(bench.practice.reads.map(\.offset) == [0])
            let rest = try await Self.whole(download)
            #expect(rest == Array("456789".utf8))
            #expect(bench.practice.reads.map(\.offset) == [0, 4, 8])
        }
    }

    @Test(arguments: ["d2", "d3", "unknown", "", "../d1", "d1%00", "\u{0}", String(repeating: "a", count: 65)])
    func `a document that the viewer may not see is not requested`(which: String) async throws {
        try await Self.run { bench, service, id in
            let isKnown = which == "d2" || which == "d3"
            let documentID = isKnown ? try await id(which) : which
            let download = try await service.download(documentID, for: Self.buyer)
            let file = try await service.file(of: documentID, for: Self.buyer)
            #expect(download == nil)
            #expect(file == nil)
            #expect(bench.practice.reads.isEmpty)
        }
    }

    @Test func `staff see every file, and its metadata need no request`() async throws {
        try await Self.run { bench, service, id in
            let file = try await service.file(of: try await id("d3"), for: Self.staff)
            #expect(file?.documentRef == "d3")
            #expect(bench.practice.reads.isEmpty)
        }
    }

    @Test func `a document that the practice system has deleted is not found, and the matter is fetched again`()
        async throws
    {
        try await Self.run { bench, service, id in
            bench.practice.put(file: nil, of: "d1")
            let download = try await service.download(try await id("d1"), for: Self.buyer)
            #expect(download == nil)
            bench.practice.put("1") { $0.documents = [] }
            try await bench.settle()
            let matter = try await bench.matter("1")
            #expect(matter?.documents.isEmpty == true)
        }
    }

    @Test func `a file of another length is refused, and the matter is fetched again`() async throws {
        try await Self.run { bench, service, id in
            bench.practice.put(file: [1, 2, 3], of: "d1")
            let documentID = try await id("d1")
            let found = try await Self.refusal { try await service.download(documentID, for: Self.buyer) }
            #expect(found == .practice(.malformed("files: another length")))
            bench.practice.put("1") { $0.documents = [Self.document("d1", bytes: 3)] }
            try await bench.settle()
            let download = try #require(try await service.download(documentID, for: Self.buyer))
            let bytes = try await Self.whole(download)
            #expect(bytes == [1, 2, 3])
        }
    }

    @Test(arguments: [
        PracticeFailure.unavailable(status: 503), .unauthorized, .network(.timedOut),
        .rateLimited(retryAfterSeconds: 9),
    ])
    func `a failure before the first byte is reported by name, and the next download starts afresh`(
        failure: PracticeFailure
    ) async throws {
        var limits = DownloadLimits()
        limits.downloadsMax = 1
        try await Self.run(limits: limits) { bench, service, id in
            bench.practice.fail(failure)
            let documentID = try await id("d1")
            let found = try await Self.refusal { try await service.download(documentID, for: Self.buyer) }
            #expect(found == .practice(failure))
            let download = try #require(try await service.download(documentID, for: Self.buyer))
            let bytes = try await Self.whole(download)
            #expect(bytes == Self.bytes)
        }
    }

    @Test func `a viewer who loses access in the middle gets no further part`() async throws {
        try await Self.run { bench, service, id in
            let download = try #require(try await service.download(try await id("d1"), for: Self.buyer))
            _ = try await download.next()
            bench.practice.put("1") { $0.parties = [] }
            try await bench.receive("matter:1:9", event: "ActionParticipantDeleted")
            try await bench.settle()
            let found = try await Self.refusal { try await download.next() }
            #expect(found == .practice(.notFound))
            #expect(bench.practice.reads.count == 1)
        }
    }

    @Test(arguments: [(3, 2, 2), (2, 3, 2), (1, 1, 1)])
    func `downloads are limited for one viewer and in all, and a finished one frees its slot`(
        all: Int, each: Int, room: Int
    ) async throws {
        var limits = DownloadLimits()
        limits.downloadsMax = all
        limits.downloadsPerViewerMax = each
        try await Self.run(limits: limits) { bench, service, id in
            let documentID = try await id("d1")
            var held: [Download] = []
            for _ in 0..<room { held.append(try #require(try await service.download(documentID, for: Self.buyer))) }
            let found = try await Self.refusal { try await service.download(documentID, for: Self.buyer) }
            #expect(found == .tooManyDownloads)
            let others = try await Self.refusal { try await service.download(documentID, for: Self.staff) }
            #expect((others == nil) == (all > room))
            held.removeLast()
            _ = try #require(try await service.download(documentID, for: Self.buyer))
        }
    }

    @Test(arguments: [(9, true), (10, false), (11, false)])
    func `a file over the limit is refused before it is requested`(max: Int64, isRefused: Bool) async throws {
        var limits = DownloadLimits()
        limits.fileBytesMax = max
        try await Self.run(limits: limits) { bench, service, id in
            let documentID = try await id("d1")
            let found = try await Self.refusal { try await service.download(documentID, for: Self.buyer) }
            #expect((found == .tooLarge) == isRefused)
            #expect(bench.practice.reads.isEmpty == isRefused)
        }
    }
}
