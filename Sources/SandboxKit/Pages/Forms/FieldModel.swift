/// One field of a form; templates read stored properties only.
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
    /// Nil for a type of the browser's that has no such bound, such as `date`.
    package var max: Int? = Submission.lineCharactersMax
    package var isRequired = false
    /// Whether the question draws from the list of people that the page suggests.
    package var suggestsPeople = false
    /// Set by the form that the question belongs to, so that it is the only one of its name on the page.
    package var id = ""
    /// Where the reader goes on: the first question of a form that was refused.
    package var takesFocus = false

    private init(_ name: String, _ label: String, _ value: String) {
        self.name = name
        self.label = label
        self.value = value
    }

    package static func line(
        _ name: String, _ label: String, _ value: String = "", type: String = "text", isRequired: Bool = true
    ) -> Self {
        var field = Self(name, label, value)
        field.isLine = true
        field.type = type
        if !["text", "email", "search", "tel", "url", "password"].contains(type) { field.max = nil }
        field.isRequired = isRequired
        return field
    }

    package static func area(_ name: String, _ label: String, _ value: String = "", isRequired: Bool = true) -> Self {
        var field = Self(name, label, value)
        field.isArea = true
        field.isRequired = isRequired
        field.max = Submission.textCharactersMax
        return field
    }

    package static func tick(_ name: String, _ label: String, _ isTicked: Bool = false) -> Self {
        var field = Self(name, label, isTicked ? "T" : "")
        field.isTick = true
        field.isTicked = isTicked
        return field
    }

    package static func choice(_ name: String, _ label: String, _ choices: [Choice]) -> Self {
        var field = Self(name, label, "")
        field.isChoice = true
        field.choices = choices
        return field
    }

    /// A browser never sends a chosen file twice, so a refused form asks for it anew.
    package static func file(_ name: String, _ label: String) -> Self {
        var field = Self(name, label, "")
        field.isFile = true
        field.isRequired = true
        return field
    }

    /// Replaces the value with the user's input.
    package mutating func fill(_ typed: String) {
        value = typed
        isTicked = typed == "T"
        choices = choices.map { Choice(value: $0.value, text: $0.text, isChosen: $0.value == typed) }
    }
}
