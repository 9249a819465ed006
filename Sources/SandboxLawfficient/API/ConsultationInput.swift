import Matters
import SandboxKit
import Webhooks

/// The requested values of a new consultation.
struct BookingRequest: Sendable, Equatable {
    static let defaultTimeZone = "America/New_York"
    static let amountMax = 1_000_000_000.0

    var leadID: String
    var attorneyID: String
    var type: String
    var slot: Slot
    var timeZone = Self.defaultTimeZone
    var isPaid = false
    var amount = JSONValue.null
    var data: JSONValue = [:]
}

extension BookingRequest {
    init(_ body: BodyReader) throws(LawfficientFailure) {
        leadID = try body.requiredID("lead_id")
        attorneyID = try body.requiredID("attorney_id")
        type = try body.requiredText("type", max: LawfficientLimits.typeCharactersMax)
        guard let start = try body.start(), let minutes = try body.durationMinutes() else {
            throw .invalid("start_at and duration_min are required.")
        }
        slot = Slot(startAt: start, durationMinutes: minutes)
        timeZone = try body.zone() ?? Self.defaultTimeZone
        isPaid = try body.read("paid", "must be true or false.", \.bool) ?? false
        amount = try body.amount()
        data = try body.object("data") ?? [:]
    }
}

/// The requested slot, attorney and time zone of a consultation; nil leaves a value as it is.
struct RescheduleRequest: Sendable, Equatable {
    var startAt: Instant?
    var durationMinutes: Int?
    var attorneyID: String?
    var timeZone: String?

    func applied(to consultation: Consultation) -> Consultation {
        var moved = consultation
        moved.attorneyID = attorneyID ?? consultation.attorneyID
        moved.timeZone = timeZone ?? consultation.timeZone
        moved.slot = Slot(
            startAt: startAt ?? consultation.slot.startAt,
            durationMinutes: durationMinutes ?? consultation.slot.durationMinutes)
        return moved
    }
}

/// The change that a PATCH requests: reschedule or cancel, never both.
enum ConsultationPatch: Sendable, Equatable {
    case reschedule(RescheduleRequest)
    case cancel
}

extension ConsultationPatch {
    private static let rescheduleMembers = ["start_at", "duration_min", "attorney_id", "time_zone"]

    init(_ body: BodyReader) throws(LawfficientFailure) {
        let isReschedule = Self.rescheduleMembers.contains(where: body.has)
        if body.has("status") {
            guard body.body["status"] == "canceled" else {
                throw .invalid("status can only be set to \"canceled\" here.")
            }
            guard !isReschedule else { throw .invalid("Reschedule or cancel: a request cannot ask for both.") }
            self = .cancel
            return
        }
        guard isReschedule else {
            throw .invalid(
                "There is nothing to change: send \(Self.rescheduleMembers.joined(separator: ", ")) or status.")
        }
        if body.body["attorney_id"]?.isNull == true {
            throw .invalid("attorney_id must be a UUID; it can't be cleared.")
        }
        self = .reschedule(
            RescheduleRequest(
                startAt: try body.start(), durationMinutes: try body.durationMinutes(),
                attorneyID: try body.id("attorney_id"), timeZone: try body.zone()))
    }
}

extension BodyReader {
    /// A timestamp without an offset is UTC.
    fileprivate func start() throws(LawfficientFailure) -> Instant? {
        try read("start_at", "must be a moment such as 2026-07-02T15:00:00.000Z.") { value in
            value.string.flatMap { Instant(iso8601: $0, zoneless: .utc) }
        }
    }

    fileprivate func durationMinutes() throws(LawfficientFailure) -> Int? {
        let range = Slot.durationMinutes
        let rule = "must be a whole number from \(range.lowerBound) to \(range.upperBound)."
        return try read("duration_min", rule) { value in
            value.integer.map { Int($0) }.flatMap { range.contains($0) ? $0 : nil }
        }
    }

    fileprivate func zone() throws(LawfficientFailure) -> String? {
        try read("time_zone", "must be an IANA zone such as America/New_York.") { value in
            value.string.flatMap { FirmTime.isZone($0) ? $0 : nil }
        }
    }

    fileprivate func amount() throws(LawfficientFailure) -> JSONValue {
        let max = BookingRequest.amountMax
        return try read("amount", "must be null or a number from 0 to \(Int(max)).") { value in
            let isInRange = value.double.map { (0...max).contains($0) } ?? false
            return isInRange ? .some(value) : .none
        } ?? .null
    }
}
