import GRDB
import GRDBSQLite
import Storage

/// Binds and reads values by SQLite's own functions: GRDB's values, which can be of any type, cost as much as running
/// a short statement does.
extension Statement {
    /// - Throws: `DatabaseError` when there are more or fewer values than parameters, or one is too large.
    func bind(_ values: [SQLValue]) throws {
        let expected = Int(sqlite3_bind_parameter_count(sqliteStatement))
        guard values.count == expected else {
            throw DatabaseError(
                resultCode: .SQLITE_MISUSE, message: "\(values.count) values for \(expected) parameters", sql: sql)
        }
        // Resets the statement and marks its arguments as bound, so that GRDB executes it as it is. The reset cannot
        // fail: GRDB removes a statement that has failed from its cache.
        setUncheckedArguments(StatementArguments())
        for (number, value) in zip(CInt(1)..., values) {
            let code = bind(value, at: number)
            guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code), sql: sql) }
        }
    }

    /// SQLite copies text and bytes, because they need not outlive this call.
    private func bind(_ value: SQLValue, at number: CInt) -> CInt {
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null: return sqlite3_bind_null(sqliteStatement, number)
        case .integer(let integer): return sqlite3_bind_int64(sqliteStatement, number, integer)
        case .text(var text):
            return text.withUTF8 {
                sqlite3_bind_text64(
                    sqliteStatement, number, $0.baseAddress, UInt64($0.count), copied, UInt8(SQLITE_UTF8))
            }
        // A null pointer would bind NULL.
        case .blob(let bytes) where bytes.isEmpty: return sqlite3_bind_zeroblob(sqliteStatement, number, 0)
        case .blob(let bytes):
            return bytes.withUnsafeBytes {
                sqlite3_bind_blob64(sqliteStatement, number, $0.baseAddress, UInt64($0.count), copied)
            }
        }
    }

    /// A value of the row on which the statement stands.
    func value(at column: CInt) -> SQLValue {
        switch sqlite3_column_type(sqliteStatement, column) {
        case SQLITE_NULL: .null
        case SQLITE_INTEGER: .integer(sqlite3_column_int64(sqliteStatement, column))
        case SQLITE_FLOAT: .integer(Int64(sqlite3_column_double(sqliteStatement, column).rounded()))
        case SQLITE_BLOB: .blob(Array(bytes(sqlite3_column_blob(sqliteStatement, column), at: column)))
        default: .text(String(decoding: bytes(sqlite3_column_text(sqliteStatement, column), at: column), as: UTF8.self))
        }
    }

    /// The bytes stay valid until the statement moves on.
    private func bytes(_ start: UnsafeRawPointer?, at column: CInt) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(sqliteStatement, column)))
    }
}
