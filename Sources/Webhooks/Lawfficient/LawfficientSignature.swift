package import Matters

/// `Lawfficient-Signature: t=…,v1=…`: HMAC-SHA256, in lower-case hex, over the time of the attempt, a dot and the bytes
/// of the body.
package enum LawfficientSignature {
    package static let headerName = "Lawfficient-Signature"
    package static let headerBytesMax = 1_024

    package static func header(for body: [UInt8], secret: LawfficientSecret, at now: Instant) -> String {
        let time = SignedTime(now)
        return "t=\(time.text),v1=\(code(of: body, time: time, secret: secret))"
    }

    /// To be called before anything of the body is parsed.
    package static func verify(
        _ header: String?, body: [UInt8], secret: LawfficientSecret, at now: Instant
    ) throws(SignatureFault) {
        guard let header else { throw .missing }
        guard header.utf8.count <= headerBytesMax, let (time, codes) = parts(of: header) else { throw .malformed }
        guard time.isNear(now) else { throw .untimely }
        let expected = Array(code(of: body, time: time, secret: secret).utf8)
        guard codes.contains(where: { ConstantTime.areEqual(Array($0.utf8), expected) }) else { throw .wrong }
    }

    /// Pairs come in any order and with spaces; pairs with unknown names are ignored.
    private static func parts(of header: String) -> (SignedTime, [Substring])? {
        let pairs = header.split(separator: ",").map { pair in
            pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(trimmed)
        }
        let values = { (name: String) in pairs.filter { $0.count == 2 && $0[0] == name }.map { $0[1] } }
        let (times, codes) = (values("t"), values("v1"))
        guard times.count == 1, !codes.isEmpty, let time = SignedTime(times[0]) else { return nil }
        return (time, codes)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        var rest = text.drop(while: isSpace)
        while rest.last.map(isSpace) == true { rest.removeLast() }
        return rest
    }

    private static func code(of body: [UInt8], time: SignedTime, secret: LawfficientSecret) -> String {
        Hex.text(of: MessageAuthenticationCode.bytes(of: [Array("\(time.text).".utf8), body], key: secret.key))
    }
}
