/// What the staff write on a busy day.
enum PlayWords {
    /// For the parties; what is said follows how far the matter has come.
    static func visible(step: Int, of steps: Int) -> [String] {
        let texts =
            step * 3 <= steps ? early : step * 3 <= steps * 2 ? middle : step + 1 < steps ? nearly : settled
        return texts.map { Deed.visibleMark + $0 }
    }

    private static let early = [
        "We have the contract and are reading it now. You will hear from us within two working days.",
        "Thank you for your identification. Nothing more is needed from you for the moment.",
        "The contract has been reviewed; our letter of advice is on its way to you.",
        "The building and pest inspection is booked for Thursday morning.",
    ]
    private static let middle = [
        "The lender has the valuation and expects to decide this week.",
        "The searches are back and show nothing unusual.",
        "We have asked the other side to extend the finance date by five days.",
        "The contract is now unconditional. The deposit is due within two days.",
    ]
    private static let nearly = [
        "The loan documents went out today. Please sign and return them as soon as you can.",
        "Settlement is booked. We will confirm the time once the lender has.",
        "The settlement figures are agreed with the other side.",
        "Please make sure that the balance is in your account two days before settlement.",
    ]
    private static let settled = [
        "Settlement is complete. The keys are with the agent.",
        "The transfer has been lodged for registration.",
        "The final statement is on its way to you. Thank you for having trusted us.",
    ]
    static let inside = [
        "Left a message with the client to call back after lunch.",
        "Chased the other side for the adjustments. They promise them for tomorrow.",
        "Checked the trust balance. Enough for stamp duty, not yet for settlement.",
        "Agent rang to ask for an early key. Told them no before settlement.",
        "Lender wants the insurance certificate once more. Sent.",
        "Diary note: ring the council about the rates certificate.",
    ]
    static let late = [
        "File copied to archive.", "Client rang to say thank you.", "Title received from the registry and filed.",
    ]
    static let tasks = [
        "Ring the lender about the loan documents", "Check the adjustments", "Book the settlement room",
        "Send the authority to the agent", "Order the final search", "Prepare the settlement statement",
    ]
    static let work = [
        "Call with the client", "Review of the contract", "Letter to the other side", "Preparing for settlement",
    ]
    static let outlays: [(text: String, cents: Int64)] = [
        ("Title search", 22_40), ("Rates certificate", 87_15), ("Registration fee", 224_30), ("Courier", 14_50),
    ]
    static let documents = [
        "Letter of advice", "Rates search", "Land tax certificate", "Transfer, signed", "Loan agreement",
        "Settlement figures", "Trust account receipt", "Building and pest report", "Authority to release the keys",
    ]
}
