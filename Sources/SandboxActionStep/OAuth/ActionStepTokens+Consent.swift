import SandboxKit

/// ActionStep's consent page has one user, and scopes that the client requests.
extension ActionStepTokens: ConsentService {
    static let path = "/actionstep/api/oauth/authorize"
    static let takesScope = true
    static let lasting = "until the sandbox is deleted or the application has not been used for three weeks"

    static let scopeDescriptions = [
        "all": "Everything in the practice system", "actions": "Matters", "actioncreate": "Open new matters",
        "actionchangestep": "Move matters to another step", "participants": "People and companies",
        "actionparticipants": "Who has which part in a matter", "actiondocuments": "Documents of matters",
        "files": "The files behind documents, to read and to add", "filenotes": "File notes", "tasks": "Tasks",
        "timeentries": "Time recorded", "disbursements": "Disbursements", "actionfolders": "Folders of matters",
        "resthooks": "Be told at once when something changes", "users": "Who uses the system",
        "datacollections": "Data collections", "datacollectionrecords": "Records of data collections",
        "datacollectionrecordvalues": "Values in data collections", "openid": "Who you are",
    ]

    func users() -> [FieldModel.Choice] { [] }
}
