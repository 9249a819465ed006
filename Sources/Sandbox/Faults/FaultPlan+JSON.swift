import Webhooks

extension FaultPlan {
    static let countMax: Int64 = 1_000_000

    var json: JSONValue {
        ["seed": .integer(Int64(bitPattern: seed)), "api": Self.json(of: api), "notices": Self.json(of: notices)]
    }

    /// Missing members are 0.
    init(_ json: JSONValue) throws(FaultPlanError) {
        guard let members = json.members else {
            throw FaultPlanError("Send an object such as {\"api\": {\"error\": 0.1}, \"notices\": {\"drop\": 0.1}}")
        }
        for (name, value) in members.entries {
            switch name {
            case "seed":
                guard let seed = value.integer else { throw FaultPlanError("seed is a whole number") }
                self.seed = UInt64(bitPattern: seed)
            case "api": api = try Self.part(value, name)
            case "notices": notices = try Self.part(value, name)
            default: throw FaultPlanError("\(name) is not known; seed, api and notices are")
            }
        }
    }

    private static func json(of part: some FaultPart) -> JSONValue { .object(.init(part.entries)) }

    private static func part<Part: FaultPart>(_ json: JSONValue, _ name: String) throws(FaultPlanError) -> Part {
        guard let members = json.members else { throw FaultPlanError("\(name) is an object of rates") }
        var part = Part()
        for (member, value) in members.entries {
            guard let known = Part.members.first(where: { $0.name == member }) else {
                let names = Part.members.map(\.name).joined(separator: ", ")
                throw FaultPlanError("\(name).\(member) is not known; \(names) are")
            }
            try known.put(value, into: &part, named: name + "." + member)
        }
        return part
    }
}

/// A section of a plan: named numbers.
protocol FaultPart {
    init()
    static var members: [FaultMember<Self>] { get }
}

extension FaultPart {
    fileprivate var entries: [(name: String, value: JSONValue)] {
        Self.members.map { ($0.name, $0.value(in: self)) }
    }
}

struct FaultMember<Part: FaultPart>: Sendable {
    enum Place: Sendable {
        case rate(any WritableKeyPath<Part, Double> & Sendable)
        case seconds(any WritableKeyPath<Part, Double> & Sendable)
        case count(any WritableKeyPath<Part, Int> & Sendable)
    }

    let name: String
    let place: Place

    func value(in part: Part) -> JSONValue {
        switch place {
        case .rate(let path), .seconds(let path): .number(part[keyPath: path])
        case .count(let path): .integer(Int64(part[keyPath: path]))
        }
    }

    func put(_ value: JSONValue, into part: inout Part, named name: String) throws(FaultPlanError) {
        switch place {
        case .rate(let path):
            part[keyPath: path] = try Self.number(value.bool.map { $0 ? 1 : 0 } ?? value, name, max: 1)
        case .seconds(let path): part[keyPath: path] = try Self.number(value, name, max: FaultPlan.delaySecondsMax)
        case .count(let path):
            guard let count = value.integer, (0...FaultPlan.countMax).contains(count) else {
                throw FaultPlanError("\(name) is a whole number from 0 to \(FaultPlan.countMax)")
            }
            part[keyPath: path] = Int(count)
        }
    }

    private static func number(_ value: JSONValue, _ name: String, max: Double) throws(FaultPlanError) -> Double {
        let number: Double? =
            switch value {
            case .integer(let whole): Double(whole)
            case .number(let number): number
            default: nil
            }
        guard let number, (0...max).contains(number) else {
            throw FaultPlanError("\(name) is a number from 0 to \(Int(max))")
        }
        return number
    }
}

extension FaultPlan.API: FaultPart {
    static let members: [FaultMember<Self>] = [
        .init(name: "error", place: .rate(\.error)), .init(name: "rate_limit", place: .rate(\.rateLimit)),
        .init(name: "down", place: .rate(\.down)), .init(name: "required_fields", place: .rate(\.requiredFields)),
        .init(name: "delay_seconds", place: .seconds(\.delaySeconds)),
    ]
}

extension FaultPlan.Notices: FaultPart {
    static let members: [FaultMember<Self>] = [
        .init(name: "drop", place: .rate(\.drop)), .init(name: "duplicate", place: .rate(\.duplicate)),
        .init(name: "reorder", place: .rate(\.reorder)),
        .init(name: "delay_seconds", place: .seconds(\.delaySeconds)),
        .init(name: "drop_first", place: .count(\.dropFirst)),
        .init(name: "duplicate_first", place: .count(\.duplicateFirst)),
    ]
}

/// Why a plan is invalid, as a message for the client.
struct FaultPlanError: Error, Equatable {
    let text: String
    init(_ text: String) { self.text = text }
}
