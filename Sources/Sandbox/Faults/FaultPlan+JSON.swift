import SandboxKit
import Webhooks

extension FaultPlan {
    static let countMax: Int64 = 1_000_000

    var json: JSONValue {
        ["seed": .integer(Int64(bitPattern: seed)), "api": Self.json(of: api), "notices": Self.json(of: notices)]
    }

    /// Missing members are 0.
    init(_ json: JSONValue) throws(RequestFailure) {
        guard let members = json.members else {
            throw RequestFailure.badRequest(
                "Send an object such as {\"api\": {\"error\": 0.1}, \"notices\": {\"drop\": 0.1}}.")
        }
        for (name, value) in members.entries {
            switch name {
            case "seed":
                guard let seed = value.integer else { throw RequestFailure.badRequest("seed is a whole number.") }
                self.seed = UInt64(bitPattern: seed)
            case "api": api = try Self.part(value, name)
            case "notices": notices = try Self.part(value, name)
            default: throw RequestFailure.badRequest("\(name) is not known; seed, api and notices are.")
            }
        }
    }

    private static func json<Part: FaultPart>(of part: Part) -> JSONValue {
        .object(.init(Part.members.map { (name: $0.name, value: $0.place.value(in: part)) }))
    }

    private static func part<Part: FaultPart>(_ json: JSONValue, _ name: String) throws(RequestFailure) -> Part {
        guard let members = json.members else { throw RequestFailure.badRequest("\(name) is an object of rates.") }
        var part = Part()
        for (member, value) in members.entries {
            guard let known = Part.members.first(where: { $0.name == member }) else {
                let names = Part.members.map(\.name).joined(separator: ", ")
                throw RequestFailure.badRequest("\(name).\(member) is not known; \(names) are.")
            }
            try known.place.put(value, into: &part, named: name + "." + member)
        }
        return part
    }
}

/// A section of a plan: named numbers.
protocol FaultPart {
    init()
    static var members: [(name: String, place: FaultMember<Self>)] { get }
}

/// Where a member of the JSON is in a section.
enum FaultMember<Part: FaultPart>: Sendable {
    case rate(any WritableKeyPath<Part, Double> & Sendable)
    case seconds(any WritableKeyPath<Part, Double> & Sendable)
    case count(any WritableKeyPath<Part, Int> & Sendable)

    func value(in part: Part) -> JSONValue {
        switch self {
        case .rate(let path), .seconds(let path): .number(part[keyPath: path])
        case .count(let path): .integer(Int64(part[keyPath: path]))
        }
    }

    func put(_ value: JSONValue, into part: inout Part, named name: String) throws(RequestFailure) {
        switch self {
        case .rate(let path):
            part[keyPath: path] = try Self.number(value.bool.map { $0 ? 1 : 0 } ?? value, name, max: 1)
        case .seconds(let path): part[keyPath: path] = try Self.number(value, name, max: FaultPlan.delaySecondsMax)
        case .count(let path):
            guard let count = value.integer, (0...FaultPlan.countMax).contains(count) else {
                throw RequestFailure.badRequest("\(name) is a whole number from 0 to \(FaultPlan.countMax).")
            }
            part[keyPath: path] = Int(count)
        }
    }

    private static func number(_ value: JSONValue, _ name: String, max: Double) throws(RequestFailure) -> Double {
        guard let number = value.double, (0...max).contains(number) else {
            throw RequestFailure.badRequest("\(name) is a number from 0 to \(Int(max)).")
        }
        return number
    }
}

extension FaultPlan.API: FaultPart {
    static let members: [(name: String, place: FaultMember<Self>)] = [
        ("error", .rate(\.error)), ("rate_limit", .rate(\.rateLimit)), ("down", .rate(\.down)),
        ("required_fields", .rate(\.requiredFields)), ("delay_seconds", .seconds(\.delaySeconds)),
    ]
}

extension FaultPlan.Notices: FaultPart {
    static let members: [(name: String, place: FaultMember<Self>)] = [
        ("drop", .rate(\.drop)), ("duplicate", .rate(\.duplicate)), ("reorder", .rate(\.reorder)),
        ("delay_seconds", .seconds(\.delaySeconds)), ("drop_first", .count(\.dropFirst)),
        ("duplicate_first", .count(\.duplicateFirst)),
    ]
}
