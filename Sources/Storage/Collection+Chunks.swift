extension RandomAccessCollection {
    /// The elements in order, in slices of `count`, of which the last may be shorter.
    package func chunks(ofCount count: Int) -> [SubSequence] {
        stride(from: 0, to: self.count, by: count).map { dropFirst($0).prefix(count) }
    }
}
