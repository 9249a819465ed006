/// One field of a form; templates read stored properties only.
package struct FieldModel: Sendable {
    package struct Choice: Sendable {
        package let value: String
        package let text: String
        package var isChosen: Bool

        package init(value: String, text: String, isChosen: Bool = false) {
            self.value = value
            self.text = text
            self.isChosen = isChosen
        }
    }

    let name: String
    let label: String
    private(set) var value = ""
    private(set) var choices: [Choice] = []
    /// The browser's type of a line, such as `date` or `email`.
    private(set) var type = "text"
    private(set) var isLine = false
    private(set) var isArea = false
    private(set) var isTick = false
    private(set) var isChoice = false
    private(set) var isFile = false
    private(set) var isTicked = false
    /// Nil for a type of the browser's that has no such bound, such as `date`.
    package var max: Int? = Submission.lineCharactersMax
    private(set) var isRequired = false
    /// Whether the browser suggests the people in the page's list.
    package var suggestsPeople = false
    /// Set by the form, so that it is unique on the page.
    var id = ""
    /// Set for the first field of a refused form.
    var takesFocus = false

    package static func line(
        _ name: String, _ label: String, _ value: String = "", type: String = "text", isRequired: Bool = true
    ) -> Self {
        let isText = ["text", "email", "search", "tel", "url", "password"].contains(type)
        return Self(
            name: name, label: label, value: value, type: type, isLine: true,
            max: isText ? Submission.lineCharactersMax : nil, isRequired: isRequired)
    }

    package static func area(_ name: String, _ label: String, _ value: String = "", isRequired: Bool = true) -> Self {
        Self(
            name: name, label: label, value: value, isArea: true, max: Submission.textCharactersMax,
            isRequired: isRequired)
    }

    package static func tick(_ name: String, _ label: String, _ isTicked: Bool = false) -> Self {
        Self(name: name, label: label, isTick: true, isTicked: isTicked)
    }

    package static func choice(_ name: String, _ label: String, _ choices: [Choice]) -> Self {
        Self(name: name, label: label, choices: choices, isChoice: true)
    }

    /// Browsers do not send a file again, so a refused form asks for it anew.
    package static func file(_ name: String, _ label: String) -> Self {
        Self(name: name, label: label, isFile: true, isRequired: true)
    }

    /// Replaces the value with the user's input.
    mutating func fill(_ typed: String) {
        value = typed
        isTicked = typed == "T"
        choices = choices.map { Choice(value: $0.value, text: $0.text, isChosen: $0.value == typed) }
    }
}
