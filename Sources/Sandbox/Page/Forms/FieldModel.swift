/// One question of a form, ready to be shown: the templates read stored values only.
struct FieldModel: Sendable {
    struct Choice: Sendable {
        let value: String
        let text: String
        var isChosen = false
    }

    let name: String
    let label: String
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
    var max = Submission.lineCharactersMax
    var isRequired = false
    /// Whether the question draws from the list of people that the page suggests.
    var suggestsPeople = false
    /// Set by the form that the question belongs to, so that it is the only one of its name on the page.
    var id = ""
    /// Where the reader goes on: the first question of a form that was refused.
    var takesFocus = false

    private init(_ name: String, _ label: String, _ value: String) {
        (self.name, self.label, self.value) = (name, label, value)
    }

    static func line(
        _ name: String, _ label: String, _ value: String = "", type: String = "text", isRequired: Bool = true
    ) -> Self {
        var field = Self(name, label, value)
        (field.isLine, field.type, field.isRequired) = (true, type, isRequired)
        return field
    }

    static func area(_ name: String, _ label: String, _ value: String = "", isRequired: Bool = true) -> Self {
        var field = Self(name, label, value)
        (field.isArea, field.isRequired, field.max) = (true, isRequired, Submission.textCharactersMax)
        return field
    }

    static func tick(_ name: String, _ label: String, _ isTicked: Bool = false) -> Self {
        var field = Self(name, label, isTicked ? "T" : "")
        (field.isTick, field.isTicked) = (true, isTicked)
        return field
    }

    static func choice(_ name: String, _ label: String, _ choices: [Choice]) -> Self {
        var field = Self(name, label, "")
        (field.isChoice, field.choices) = (true, choices)
        return field
    }

    /// A browser never sends a chosen file twice, so a refused form asks for it anew.
    static func file(_ name: String, _ label: String) -> Self {
        var field = Self(name, label, "")
        (field.isFile, field.isRequired) = (true, true)
        return field
    }

    /// Puts what was typed in place of what stands there.
    mutating func fill(_ typed: String) {
        (value, isTicked) = (typed, typed == "T")
        choices = choices.map { Choice(value: $0.value, text: $0.text, isChosen: $0.value == typed) }
    }
}
