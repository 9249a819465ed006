/// One question of a form, ready to be shown: the templates read stored values only.
package struct FieldModel: Sendable {
    package struct Choice: Sendable {
        package let value: String
        package let text: String
        package var isChosen = false

        package init(value: String, text: String, isChosen: Bool = false) {
            self.value = value
            self.text = text
            self.isChosen = isChosen
        }
    }

    package let name: String
    package let label: String
    private(set) var value: String
    private(set) var choices: [Choice] = []
    /// The browser's own type, such as `date` or `email`.
    private(set) var type = "text"
    private(set) var isLine = false
    private(set) var isArea = false
    private(set) var isTick = false
    private(set) var isChoice = false
    private(set) var isFile = false
    private(set) var isTicked = false
    package var max = Submission.lineCharactersMax
    package var isRequired = false
    /// Whether the question draws from the list of people that the page suggests.
    package var suggestsPeople = false
    /// Set by the form that the question belongs to, so that it is the only one of its name on the page.
    package var id = ""
    /// Where the reader goes on: the first question of a form that was refused.
    package var takesFocus = false

    private init(_ name: String, _ label: String, _ value: String) {
        (self.name, self.label, self.value) = (name, label, value)
    }

    package static func line(
        _ name: String, _ label: String, _ value: String = "", type: String = "text", isRequired: Bool = true
    ) -> Self {
        var field = Self(name, label, value)
        (field.isLine, field.type, field.isRequired) = (true, type, isRequired)
        return field
    }

    package static func area(_ name: String, _ label: String, _ value: String = "", isRequired: Bool = true) -> Self {
        var field = Self(name, label, value)
        (field.isArea, field.isRequired, field.max) = (true, isRequired, Submission.textCharactersMax)
        return field
    }

    package static func tick(_ name: String, _ label: String, _ isTicked: Bool = false) -> Self {
        var field = Self(name, label, isTicked ? "T" : "")
        (field.isTick, field.isTicked) = (true, isTicked)
        return field
    }

    package static func choice(_ name: String, _ label: String, _ choices: [Choice]) -> Self {
        var field = Self(name, label, "")
        (field.isChoice, field.choices) = (true, choices)
        return field
    }

    /// A browser never sends a chosen file twice, so a refused form asks for it anew.
    package static func file(_ name: String, _ label: String) -> Self {
        var field = Self(name, label, "")
        (field.isFile, field.isRequired) = (true, true)
        return field
    }

    /// Puts what was typed in place of what stands there.
    package mutating func fill(_ typed: String) {
        (value, isTicked) = (typed, typed == "T")
        choices = choices.map { Choice(value: $0.value, text: $0.text, isChosen: $0.value == typed) }
    }
}
