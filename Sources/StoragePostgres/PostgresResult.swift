import CPostgres
import FoundationEssentials
import Storage

/// The result of one statement.
final class PostgresResult {
    private let handle: OpaquePointer

    /// - Throws: `PostgresFailure` when the statement failed.
    init(_ handle: OpaquePointer?, of connection: PostgresConnection) throws {
        guard let handle else { throw connection.failure }
        switch PQresultStatus(handle) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: self.handle = handle
        default:
            defer { PQclear(handle) }
            // PG_DIAG_SQLSTATE is the character 'C'.
            let state = PQresultErrorField(handle, 67).map { String(cString: $0) }
            throw PostgresFailure(sqlState: state, message: String(cString: PQresultErrorMessage(handle)))
        }
    }

    deinit { PQclear(handle) }

    var changed: Int { Int(String(cString: PQcmdTuples(handle))) ?? 0 }

    var rows: [Row] {
        let columns = Int(PQnfields(handle))
        let types = (0..<columns).map { PQftype(handle, Int32($0)) }
        return (0..<Int(PQntuples(handle))).map { row in
            Row(values: (0..<columns).map { value(row, $0, types[$0]) })
        }
    }

    private func value(_ row: Int, _ column: Int, _ type: Oid) -> SQLValue {
        let (row, column) = (Int32(row), Int32(column))
        guard PQgetisnull(handle, row, column) == 0 else { return .null }
        let bytes = UnsafeRawBufferPointer(
            start: PQgetvalue(handle, row, column), count: Int(PQgetlength(handle, row, column)))
        return SQLValue(bytes, of: type)
    }
}

/// Parameters as libpq expects them: parallel arrays of pointers, lengths and formats.
enum PostgresParameters {
    typealias Pointers = UnsafePointer<UnsafePointer<CChar>?>
    typealias Numbers = UnsafePointer<Int32>

    static func withPointers<Result>(
        to values: [SQLValue], _ body: (Pointers?, Numbers?, Numbers?) -> Result
    ) -> Result {
        guard !values.isEmpty else { return body(nil, nil, nil) }
        let encoded = values.map(\.postgresBytes)
        let lengths = encoded.map { Int32($0?.count ?? 0) }
        let formats = [Int32](repeating: 1, count: values.count)
        return withPointers(to: encoded) { body($0, lengths, formats) }
    }

    /// All bytes lie in one buffer, which lives as long as the call.
    static func withPointers<Result>(to values: [[UInt8]?], _ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
        // One byte more, so that an empty value at the end has an address and is not read as null.
        let flat = values.reduce(into: [UInt8]()) { $0 += $1 ?? [] } + [0]
        return flat.withUnsafeBytes { memory in
            var offset = 0
            return body(
                values.map { bytes in
                    guard let bytes, let base = memory.baseAddress else { return nil }
                    defer { offset += bytes.count }
                    return (base + offset).assumingMemoryBound(to: CChar.self)
                })
        }
    }
}
