import Matters

/// Where a matter stands in a list: what settles next comes first, then what has no day yet, then what has settled, the
/// latest before the earlier; what is over comes last.
///
/// Each place is one stretch of the index that lists are read from, so a list of the first few is never sorted whole.
enum MatterOrder: Int, CaseIterable {
    case ahead, undated, settled, over, overUndated

    init(isOpen: Bool, settlementOn: String?, today: String) {
        self =
            switch (isOpen, settlementOn) {
            case (true, let day?): day >= today ? .ahead : .settled
            case (true, nil): .undated
            case (false, _?): .over
            case (false, nil): .overUndated
            }
    }

    /// Of a row `m` of `matters`.
    /// - Parameter today: where the day stands among the values; not every place asks for it.
    func condition(today: String) -> String {
        switch self {
        case .ahead: "m.is_open = 1 AND m.settlement_on >= \(today)"
        case .undated: "m.is_open = 1 AND m.settlement_on IS NULL"
        case .settled: "m.is_open = 1 AND m.settlement_on < \(today)"
        case .over: "m.is_open = 0 AND m.settlement_on IS NOT NULL"
        case .overUndated: "m.is_open = 0 AND m.settlement_on IS NULL"
        }
    }

    var isByToday: Bool { self == .ahead || self == .settled }
    private var isNewestFirst: Bool { self == .settled || self == .over }
    var direction: String { isNewestFirst ? "DESC" : "ASC" }

    /// What the list needs to know of a matter to put it in its place.
    struct Key {
        let id: String
        let order: MatterOrder
        let day: String

        static func isBefore(_ left: Key, _ right: Key) -> Bool {
            guard left.order == right.order else { return left.order.rawValue < right.order.rawValue }
            let isLess = (left.day, left.id) < (right.day, right.id)
            return left.order.isNewestFirst ? !isLess && left.id != right.id : isLess
        }
    }
}
