/// Phone numbers as people type them.
enum PhoneNumber {
    /// E.164 when the country is known: with a plus sign, or with ten digits of North America. Other input is returned
    /// unchanged.
    static func normalized(_ text: String) -> String {
        let digits = text.filter { $0.isASCII && $0.isNumber }
        let others = text.filter { !($0.isASCII && $0.isNumber) }
        guard others.allSatisfy({ "+-(). ".contains($0) }) else { return text }
        if text.hasPrefix("+"), (8...15).contains(digits.count) { return "+" + digits }
        if digits.count == 10, !others.contains("+") { return "+1" + digits }
        if digits.count == 11, digits.hasPrefix("1"), !others.contains("+") { return "+" + digits }
        return text
    }
}
