/// A page that says what cannot be done.
package struct ProblemModel: Sendable {
    package let title: String
    package let detail: String
}
