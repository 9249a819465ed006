import CPostgres
import Storage

/// The object ids of the server's types that occur in the product's SQL.
enum PostgresType {
    static let bool: Oid = 16
    static let bytes: Oid = 17
    static let integer8: Oid = 20
    static let integer2: Oid = 21
    static let integer4: Oid = 23
    static let text: Oid = 25
    static let numeric: Oid = 1_700
}

extension SQLValue {
    /// The type of the parameter, always stated, so that it does not depend on the rest of the statement; only that of
    /// a null is inferred.
    var postgresType: Oid {
        switch self {
        case .null: 0
        case .integer: PostgresType.integer8
        case .text: PostgresType.text
        case .blob: PostgresType.bytes
        }
    }

    /// In the server's binary form; nil for null.
    var postgresBytes: [UInt8]? {
        switch self {
        case .null: nil
        case .integer(let number): withUnsafeBytes(of: number.bigEndian) { Array($0) }
        case .text(let text): Array(text.utf8)
        case .blob(let bytes): bytes
        }
    }

    /// From the server's binary form.
    init(_ bytes: UnsafeRawBufferPointer, of type: Oid) {
        switch type {
        case PostgresType.integer8: self = .integer(bytes.loadUnaligned(as: Int64.self).bigEndian)
        case PostgresType.integer4: self = .integer(Int64(bytes.loadUnaligned(as: Int32.self).bigEndian))
        case PostgresType.integer2: self = .integer(Int64(bytes.loadUnaligned(as: Int16.self).bigEndian))
        case PostgresType.bool: self = .integer(bytes.first == 0 ? 0 : 1)
        case PostgresType.bytes: self = .blob(Array(bytes))
        case PostgresType.numeric: self = .integer(PostgresNumeric(bytes).rounded)
        default: self = .text(String(decoding: bytes, as: UTF8.self))
        }
    }
}

/// The binary form of `numeric`, which `sum` over integers returns: the count of base-10,000 digits, the power of the
/// first, the sign, the scale, then the digits, two bytes each.
struct PostgresNumeric {
    private let words: [Int]

    init(_ bytes: UnsafeRawBufferPointer) {
        words = stride(from: 0, to: bytes.count - 1, by: 2).map { Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]) }
    }

    /// To the nearest integer, as SQLite's sums are read; a number beyond 64 bits is a mistake in the SQL and traps.
    var rounded: Int64 {
        let weight = Int(Int16(truncatingIfNeeded: words[1]))
        let isNegative = words[2] == 0x4000
        let digits = words.dropFirst(4)
        func digit(_ place: Int) -> Int64 { digits.indices.contains(place + 4) ? Int64(digits[place + 4]) : 0 }
        var whole: Int64 = 0
        if weight >= 0 { for place in 0...weight { whole = whole * 10_000 + digit(place) } }
        if digit(weight + 1) >= 5_000 { whole += 1 }
        return isNegative ? -whole : whole
    }
}
