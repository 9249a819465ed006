import Testing
import Webhooks

@Suite struct `JSON from strangers` {
    @Test(arguments: [
        (#"{"a":[1,-2.5,true,false,null,"x"]}"#, #"{"a":[1,-2.5,true,false,null,"x"]}"#),
        (#" [ ] "#, "[]"), ("{}", "{}"), (#""\u00e9\n\"\\\/\ud83d\ude00""#, #""é\n\"\\/😀""#),
        (#""\ud800x""#, "\"\u{FFFD}x\""), ("9223372036854775807", "9223372036854775807"), ("-0", "0"),
        (#"{"a":1,"a":2}"#, #"{"a":1,"a":2}"#), ("\"\\u0001\"", "\"\\u0001\""),
    ])
    func `what is well formed is read and written back`(text: String, written: String) throws {
        #expect(try JSONReader.parse(text).encodedText == written)
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\"}", "{\"a\":}", "01", "1.", ".5", "+1", "1e", "nul", "\"\n\"", "\"\\x\"", "\"\\u12g4\"",
        "[1] 2", "'a'", "{a:1}", "1e999", "\"abc", "[\"a\" \"b\"]", "NaN",
    ])
    func `what is not is refused`(text: String) {
        #expect(throws: JSONReader.Failure.self) { try JSONReader.parse(text) }
    }

    @Test func `text that is not UTF-8 is refused before anything is read`() {
        #expect(throws: JSONReader.Failure.invalidUTF8) { try JSONReader.parse([0x22, 0xFF, 0x22]) }
    }

    @Test(arguments: [JSONReader.depthMax - 1, JSONReader.depthMax, JSONReader.depthMax + 1, 100_000])
    func `nesting is bounded`(depth: Int) {
        let text = String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)
        if depth <= JSONReader.depthMax {
            #expect(throws: Never.self) { try JSONReader.parse(text) }
        } else {
            #expect(throws: JSONReader.Failure.tooDeep(levelsMax: JSONReader.depthMax)) { try JSONReader.parse(text) }
        }
    }

    @Test func `every cut of a document is refused, none crashes`() {
        let whole = Array(#"{"data":{"type":"filenotes","id":"259","x":[1,2.5e3,"é\u00e9"]}}"#.utf8)
        for length in 0..<whole.count {
            #expect(throws: JSONReader.Failure.self) { try JSONReader.parse(Array(whole.prefix(length))) }
        }
    }

    @Test func `of two members with one name the first counts`() throws {
        #expect(try JSONReader.parse(#"{"a":1,"a":2}"#)["a"] == 1)
    }
}
