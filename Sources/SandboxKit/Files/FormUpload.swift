import HTTPTypes
import Hummingbird
import Matters
import NIOCore
import Storage

/// Receives a multipart form with at most one file: fields are held in memory, the file is stored chunk by chunk. The
/// chunks of an incomplete request are deleted.
struct FormUpload {
    static let fieldBytesMax = 16_384
    /// Boundaries, headers and fields around the file.
    private static let surroundingBytesMax = 65_536

    struct Received: Sendable {
        let fields: [String: String]
        let fileName: String?
        let part: FileSlices.Part
    }

    /// The name of the part that holds the file.
    static let fileField = "file"

    let store: any Store
    /// Identifies the chunks of the file.
    let partID: String
    let now: Instant
    let bytesMax: Int

    /// - Parameter beginsFile: whether the part holds the first bytes of a file, which are checked against its name.
    /// - Throws: `RequestFailure` for an invalid form or file, `StoreError`, or the error of the request body.
    func receive(_ request: Request, beginsFile: Bool) async throws -> Received {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }),
            length > bytesMax + Self.surroundingBytesMax
        {
            throw Self.tooLarge(bytesMax)
        }
        do {
            return try await read(request, beginsFile: beginsFile)
        } catch {
            try? await uncancelled { [store, partID] in
                try await store.write { try FileTables.delete(partID: partID, in: $0) }
            }
            throw (error as? MultipartFailure).map { RequestFailure.badRequest($0.rawValue) } ?? error
        }
    }

    private func read(_ request: Request, beginsFile: Bool) async throws -> Received {
        var parser = try MultipartParser(contentType: request.headers[.contentType] ?? "")
        var form = Form(writer: ChunkWriter(store: store, partID: partID), beginsFile: beginsFile, bytesMax: bytesMax)
        try await store.write { [partID, now] in try FileTables.begin(partID: partID, at: now, in: $0) }
        for try await buffer in request.body {
            parser.feed(buffer)
            while let event = try parser.next() { try await form.add(event) }
        }
        try parser.finish()
        return Received(
            fields: form.fields, fileName: form.fileName, part: .init(id: partID, bytes: form.writer.written))
    }

    fileprivate static func tooLarge(_ bytesMax: Int) -> RequestFailure {
        .contentTooLarge("At most \(bytesMax / 1_048_576) MiB in one request")
    }
}

/// The fields and the file read so far.
private struct Form {
    var writer: ChunkWriter
    let beginsFile: Bool
    let bytesMax: Int
    fileprivate(set) var fields: [String: String] = [:]
    fileprivate(set) var fileName: String?
    fileprivate var part: FormPart?
    fileprivate var field: [UInt8] = []
    fileprivate var fieldBytes = 0
    fileprivate var beginning: [UInt8] = []

    mutating func add(_ event: MultipartParser.Event) async throws {
        switch event {
        case .part(let part): try begin(part)
        case .bytes(let bytes): try await add(bytes)
        case .partEnd: try await end()
        }
    }

    private mutating func begin(_ next: FormPart) throws {
        part = next
        guard let name = next.fileName else { return }
        guard next.name == FormUpload.fileField, fileName == nil else {
            throw RequestFailure.badRequest("Send one file, in the part \(FormUpload.fileField)")
        }
        // A browser sends an empty file without a name when none was selected.
        guard !name.isEmpty else { return }
        try FileRules.check(name: name)
        fileName = name
    }

    private mutating func add(_ bytes: ByteBuffer) async throws {
        guard fileName != nil, part?.fileName != nil else { return try addField(bytes) }
        guard writer.size + bytes.readableBytes <= bytesMax else { throw FormUpload.tooLarge(bytesMax) }
        let missing = FileRules.signatureBytes - beginning.count
        if missing > 0 { beginning += bytes.readableBytesView.prefix(missing) }
        try await writer.append(bytes)
    }

    private mutating func addField(_ bytes: ByteBuffer) throws {
        fieldBytes += bytes.readableBytes
        guard fieldBytes <= FormUpload.fieldBytesMax else {
            throw RequestFailure.badRequest("The fields of a form have at most \(FormUpload.fieldBytesMax) bytes")
        }
        field += bytes.readableBytesView
    }

    private mutating func end() async throws {
        guard let part else { return }
        if part.fileName == nil {
            fields[part.name] = String(decoding: field, as: UTF8.self)
            field = []
        } else if let fileName {
            // The caller rejects an empty file with its own message.
            if beginsFile, !beginning.isEmpty { try FileRules.check(beginning, named: fileName) }
            try await writer.finish()
        }
        self.part = nil
    }
}

/// Splits the received bytes into chunks of equal size and stores each as soon as it is full.
private struct ChunkWriter {
    let store: any Store
    let partID: String
    fileprivate(set) var written = 0
    fileprivate var waiting = ByteBuffer()
    fileprivate var place = 0

    var size: Int { written + waiting.readableBytes }

    mutating func append(_ bytes: ByteBuffer) async throws {
        var bytes = bytes
        while bytes.readableBytes > 0 {
            let room = min(FileSlices.chunkBytes - waiting.readableBytes, bytes.readableBytes)
            if var piece = bytes.readSlice(length: room) { waiting.writeBuffer(&piece) }
            if waiting.readableBytes == FileSlices.chunkBytes { try await store() }
        }
    }

    mutating func finish() async throws { if waiting.readableBytes > 0 { try await store() } }

    private mutating func store() async throws {
        let bytes = Array(waiting.readableBytesView)
        try await store.write { [place, partID] in try FileTables.write(bytes, at: place, of: partID, in: $0) }
        written += bytes.count
        self.place += 1
        waiting.clear()
    }
}
