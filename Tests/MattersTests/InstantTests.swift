import Matters
import Testing

@Suite struct `Reading and writing time` {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2020-06-12T13:23:34+12:00", 1_591_925_014_000),
        ("2020-06-12T13:23:34.5+12:00", 1_591_925_014_500), ("2023-01-21T21:38:06.7758226Z", 1_674_337_086_775),
        ("2024-07-01 00:00:00+13", 1_719_745_200_000), ("2020-06-12T13:23:35+1200", 1_591_925_015_000),
        ("1969-12-31T23:59:59.999Z", -1), ("2024-02-29T00:00:00Z", 1_709_164_800_000),
    ])
    func `reads every form that the practice systems write`(text: String, milliseconds: Int64) {
        #expect(Instant(iso8601: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2020", "2020-06-12", "2020-13-01T00:00:00Z", "2023-02-29T00:00:00Z", "2020-06-12T24:00:00Z",
        "2020-06-12T13:60:00Z", "2020-06-12T13:23:34", "2020-06-12T13:23:34Zjunk", "2020-06-12T13:23:34.Z",
        "2020-06-12T13:23:34.1234567890Z", "２０20-06-12T13:23:34Z",
    ])
    func `refuses what is not a moment`(text: String) {
        #expect(Instant(iso8601: text) == nil)
    }

    @Test func `a text without a zone means what the reader was told`() {
        let text = "2023-01-08T21:36:48.71"
        #expect(Instant(iso8601: text, zoneless: .utc)?.iso8601 == "2023-01-08T21:36:48.710Z")
        #expect(Instant(iso8601: text, zoneless: .offset(minutes: 600))?.iso8601 == "2023-01-08T11:36:48.710Z")
    }

    @Test(arguments: [0, -1, 1_750_000_000_123, 253_402_300_799_999])
    func `what is written reads back as itself`(milliseconds: Int64) {
        let instant = Instant(milliseconds: milliseconds)
        #expect(Instant(iso8601: instant.iso8601) == instant)
        #expect(Instant(iso8601: instant.iso8601(offsetMinutes: -570, fractionDigits: 7)) == instant)
    }

    @Test func `weekdays and days that do not exist`() {
        #expect(CalendarDate("2026-12-04")?.weekday == 4)
        #expect(CalendarDate("1969-12-29")?.weekday == 0)
        #expect(CalendarDate("2026-02-30") == nil)
        #expect(CalendarDate("2026-2-3") == nil)
    }
}
