/// Compares received bytes with secret bytes in a time that does not depend on where they differ.
///
/// The attack: a comparison that stops at the first difference reveals by its duration how much of a guess was right.
/// The length of the secret is public, so the lengths are compared first.
enum ConstantTime {
    static func areEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
