import Webhooks

/// How the simulated systems misbehave, as `/control/faults` takes and shows it. What goes wrong follows from the seed
/// and the number of the request alone, so that a failing test can be run again.
struct FaultPlan: Equatable, Sendable {
    static let none = FaultPlan()
    static let delaySecondsMax: Double = 60

    struct API: Equatable, Sendable {
        /// Rates, from 0 for never to 1 for always.
        var error = 0.0
        var rateLimit = 0.0
        var down = 0.0
        var requiredFields = 0.0
        /// Before every answer, good or bad.
        var delaySeconds = 0.0
    }

    enum Outcome: Equatable, Sendable { case pass, down, rateLimited, error }

    struct Verdict: Equatable, Sendable {
        var outcome = Outcome.pass
        var delaySeconds = 0.0
        var requiresStepFields = false
    }

    var seed: UInt64 = 1
    var api = API()

    /// - Parameter number: of the request since the plan was set, from 0.
    func verdict(number: Int) -> Verdict {
        var chance = SeededRandom(seed: seed, stream: number)
        // Each rate has a draw of its own, so that turning one leaves what the others hit as it is.
        let (down, limited, error, fields) = (
            chance.hits(api.down), chance.hits(api.rateLimit), chance.hits(api.error), chance.hits(api.requiredFields)
        )
        let outcome: Outcome = down ? .down : limited ? .rateLimited : error ? .error : .pass
        return Verdict(outcome: outcome, delaySeconds: api.delaySeconds, requiresStepFields: fields)
    }
}

extension SeededRandom {
    /// - Parameter rate: 0 for never, 1 for always.
    fileprivate mutating func hits(_ rate: Double) -> Bool {
        Double(next() >> 11) / Double(1 << 53) < rate
    }
}

extension FaultPlan {
    private static let rates: [(name: String, path: any WritableKeyPath<API, Double> & Sendable)] = [
        ("error", \.error), ("rate_limit", \.rateLimit), ("down", \.down), ("required_fields", \.requiredFields),
    ]
    private static let delay = "delay_seconds"

    var json: JSONValue {
        var members = JSONValue.Members(Self.rates.map { (name: $0.name, value: .number(api[keyPath: $0.path])) })
        members[Self.delay] = .number(api.delaySeconds)
        return ["seed": .integer(Int64(bitPattern: seed)), "api": .object(members)]
    }

    /// What is left out is 0.
    init(_ json: JSONValue) throws(FaultMistake) {
        guard let members = json.members else {
            throw FaultMistake("Send an object such as {\"api\": {\"error\": 0.1}}")
        }
        for (name, value) in members.entries {
            switch name {
            case "seed":
                guard let seed = value.integer else { throw FaultMistake("seed is a whole number") }
                self.seed = UInt64(bitPattern: seed)
            case "api": api = try Self.api(value)
            case "notices":
                throw FaultMistake("notices cannot be dropped, doubled, delayed or reordered yet; leave notices out")
            default: throw FaultMistake("\(name) is not known; seed and api are")
            }
        }
    }

    private static func api(_ json: JSONValue) throws(FaultMistake) -> API {
        guard let members = json.members else { throw FaultMistake("api is an object of rates") }
        var api = API()
        for (name, value) in members.entries {
            if name == delay {
                api.delaySeconds = try number(value, name, max: delaySecondsMax)
            } else if let rate = rates.first(where: { $0.name == name }) {
                api[keyPath: rate.path] = try number(value, name, max: 1)
            } else {
                let known = rates.map(\.name) + [delay]
                throw FaultMistake("api.\(name) is not known; \(known.joined(separator: ", ")) are")
            }
        }
        return api
    }

    private static func number(_ value: JSONValue, _ name: String, max: Double) throws(FaultMistake) -> Double {
        let number: Double? =
            switch value {
            case .integer(let whole): Double(whole)
            case .number(let number): number
            case .bool(let flag) where max == 1: flag ? 1 : 0
            default: nil
            }
        guard let number, (0...max).contains(number) else {
            throw FaultMistake("api.\(name) is a number from 0 to \(Int(max))")
        }
        return number
    }
}

/// What is wrong with a plan, as a sentence for whoever sent it.
struct FaultMistake: Error, Equatable {
    let text: String
    init(_ text: String) { self.text = text }
}
