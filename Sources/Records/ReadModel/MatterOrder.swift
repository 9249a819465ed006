import Matters

/// Where a matter stands in a list: what settles next comes first, then what has no day yet, then what has settled, the
/// latest before the earlier; what is over comes last.
///
/// Each case is one range of the index that lists are read from, so that a list of the first few is never sorted whole.
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
    /// - Parameter today: the placeholder of the day; not every case uses it.
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

    /// What a matter is sorted by.
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
