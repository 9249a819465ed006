/// Compares what a stranger sent with what only we and the sender know.
///
/// The attack: a comparison that stops at the first difference tells by its duration how much of a guess was right.
/// How long the secret is, is no secret, so the lengths are compared first.
package enum ConstantTime {
    package static func areEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
