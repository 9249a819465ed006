/// What a grant opens: resources by name, or all of them.
struct GrantScope: Equatable, Sendable {
    static let namesMax = 100
    static let nameCharactersMax = 40
    static let all = GrantScope(names: ["all"])

    /// In the order in which they were asked for, each once.
    let names: [String]
    private init(names: [String]) { self.names = names }

    /// Separated by blanks. A name that the sandbox does not know is taken too: a client that is written for the real
    /// system asks for what that has.
    init?(_ text: String) {
        let asked = text.split(separator: " ")
        guard !asked.isEmpty, asked.count <= Self.namesMax, asked.allSatisfy(Self.isName) else { return nil }
        names = asked.reduce(into: []) { names, name in
            if !names.contains(String(name)) { names.append(String(name)) }
        }
    }

    private static func isName(_ text: Substring) -> Bool {
        text.utf8.count <= nameCharactersMax && text.utf8.allSatisfy { (97...122).contains($0) }
    }

    var text: String { names.joined(separator: " ") }
    func opens(_ resource: String) -> Bool { names.contains("all") || names.contains(resource) }

    /// What a person is asked to allow.
    var words: [String] { names.map { Self.words[$0] ?? "The resource “\($0)”" } }

    private static let words = [
        "all": "Everything in the practice system", "actions": "Matters", "actioncreate": "Open new matters",
        "actionchangestep": "Move matters to another step", "participants": "People and companies",
        "actionparticipants": "Who has which part in a matter", "actiondocuments": "Documents of matters",
        "files": "The files behind documents, to read and to add", "filenotes": "File notes", "tasks": "Tasks",
        "timeentries": "Time recorded", "disbursements": "Disbursements", "actionfolders": "Folders of matters",
        "resthooks": "Be told at once when something changes", "users": "Who uses the system",
        "datacollections": "Data collections", "datacollectionrecords": "Records of data collections",
        "datacollectionrecordvalues": "Values in data collections", "openid": "Who you are",
    ]
}
