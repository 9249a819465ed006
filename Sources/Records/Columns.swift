package import Matters
package import Storage

/// How moments, days and decimals stand in columns: milliseconds since the epoch, `yyyy-MM-dd`, ten-thousandths.
extension SQLValue {
    static func instant(_ moment: Instant) -> SQLValue { .integer(moment.milliseconds) }
    init(_ moment: Instant?) { self.init(moment?.milliseconds) }
    init(_ day: CalendarDate?) { self.init(day?.text) }
    init(_ number: ExactDecimal?) { self.init(number?.tenThousandths) }
}

extension Row {
    package func instant(_ column: Int) -> Instant { Instant(milliseconds: integer(column)) }
    func optionalInstant(_ column: Int) -> Instant? { optionalInteger(column).map(Instant.init(milliseconds:)) }
    func date(_ column: Int) -> CalendarDate? { optionalText(column).flatMap { CalendarDate($0) } }
    func decimal(_ column: Int) -> ExactDecimal? { optionalInteger(column).map(ExactDecimal.init(tenThousandths:)) }
}

extension Reading {
    /// The first column of each row.
    func texts(_ sql: String, _ values: [SQLValue]) throws -> [String] { try rows(sql, values).map { $0.text(0) } }

    /// The first column of the one row; 0 without a row.
    func count(_ sql: String, _ values: [SQLValue]) throws -> Int { try row(sql, values)?.int(0) ?? 0 }

    /// The first column of the one row, such as an aggregate; nil without a row.
    func moment(_ sql: String, _ values: [SQLValue]) throws -> Instant? { try row(sql, values)?.optionalInstant(0) }
}

extension SourceKey {
    /// For `firm_id = $1 AND source_id = $2`.
    var values: [SQLValue] { [.text(firmID), .text(sourceID)] }
}
