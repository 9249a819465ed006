import Matters
import SandboxKit
import Storage

/// A progress note on a matter or contract.
struct StatusMessage: MatterOrContractPart, Equatable {
    static let table = "lawvu_messages"
    static let sequence = "lawvu message"
    static let ownColumns = ["message", "created_at", "created_by"]
    var id: Int64 = 0
    let message: String
    let createdAt: Instant
    let createdBy: String
}

extension StatusMessage {
    var ownValues: [SQLValue] { [.text(message), .integer(createdAt.milliseconds), .text(createdBy)] }

    init(_ row: Row) {
        self.init(
            id: row.integer(0), message: row.text(3), createdAt: Instant(milliseconds: row.integer(4)),
            createdBy: row.text(5))
    }

    /// Newest first.
    static func latest(
        _ limit: Int, skipping offset: Int = 0, of item: MatterOrContract, in reading: any Reading
    ) throws -> [StatusMessage] {
        try list(of: item, "ORDER BY created_at DESC, id DESC LIMIT \(limit) OFFSET \(offset)", in: reading)
    }
}

struct LawVuTag: MatterOrContractPart, Equatable {
    static let table = "lawvu_tags"
    static let sequence = "lawvu tag"
    static let ownColumns = ["description"]
    var id: Int64 = 0
    let description: String
}

extension LawVuTag {
    var ownValues: [SQLValue] { [.text(description)] }

    init(_ row: Row) { self.init(id: row.integer(0), description: row.text(3)) }
}

/// A date of a contract, such as a renewal or a payment.
struct KeyDate: MatterOrContractPart, Equatable {
    static let table = "lawvu_key_dates"
    static let sequence = "lawvu key date"
    static let ownColumns = ["name", "date", "value"]
    var id: Int64 = 0
    var name = ""
    var date = CalendarDate(daysSinceEpoch: 0)
    var value: FixedPoint?
}

extension KeyDate {
    var ownValues: [SQLValue] { [.text(name), .text(date.text), value?.stored ?? .null] }

    init?(_ row: Row) {
        guard let date = CalendarDate(row.text(4)) else { return nil }
        self.init(
            id: row.integer(0), name: row.text(3), date: date,
            value: row.optionalInteger(5).map(FixedPoint.init(tenThousandths:)))
    }

    static func byDate(of item: MatterOrContract, in reading: any Reading) throws -> [KeyDate] {
        try list(of: item, "ORDER BY date, id", in: reading)
    }
}
