import Matters
import SandboxKit

/// Plans the simulated work of a busy day. The `n`th change is a pure function of the seed, `n` and the matter's state.
///
/// The weights keep the data realistic for hours: matters advance and are closed, a closed matter is reopened one time in
/// three, and beyond a limit rows are changed instead of added.
struct BusyDay: Sendable {
    /// From this number on, the last note is rewritten instead of adding one.
    static let notesMax = 60
    static let documentsMax = 12
    static let partiesMax = 9
    static let tasksMax = 30
    static let entriesMax = 40
    /// One change in this number opens a matter, until `openedMax` have been opened.
    static let openingEvery = 60
    static let openedMax = 100
    /// Two changes in three are on the first matters, so that a visitor who watches one sees changes.
    static let frequentMatters = 40

    let seed: UInt64

    func opensMatter(_ n: Int, opened: Int) -> Bool {
        var random = SeededRandom(seed: seed ^ 0x6F70_656E, stream: n)
        return opened < Self.openedMax && random.number(1...Self.openingEvery) == 1
    }

    /// The index in id order, from 0, of the matter that the `n`th change is on.
    func matterIndex(_ n: Int, among matters: Int) -> Int {
        var random = SeededRandom(seed: seed ^ 0x706C_6163, stream: n)
        let isFrequent = random.number(1...3) > 1
        return random.number(0...(max(isFrequent ? min(matters, Self.frequentMatters) : matters, 1) - 1))
    }

    func action(_ n: Int, on matter: BusyDayMatter) -> BusyDayAction {
        var random = SeededRandom(seed: seed, stream: n)
        if matter.isClosed {
            return random.number(1...3) == 1
                ? .reopen(at: min(2, matter.stepCount)) : addNote(BusyDayTexts.late, on: matter, &random)
        }
        switch random.number(1...100) {
        case 1...22: return forward(matter)
        case 23...24 where matter.step > 2: return .moveStep(to: matter.step - 1)
        case 25...34: return .settle(on: settlement(of: matter, &random))
        case 35...46: return items(of: matter, &random)
        case 47...54: return document(of: matter, &random)
        case 55...60: return party(of: matter, &random)
        case 61...70: return task(of: matter, &random)
        case 71...76: return entry(of: matter, &random)
        case 77...88: return addNote(BusyDayTexts.visible(step: matter.step, of: matter.stepCount), on: matter, &random)
        default: return addNote(BusyDayTexts.inside, on: matter, &random)
        }
    }

    private func forward(_ matter: BusyDayMatter) -> BusyDayAction {
        matter.step < matter.stepCount ? .moveStep(to: matter.step + 1) : .close
    }

    /// Weeks away for a new matter, days for one near its end; never on a weekend.
    private func settlement(of matter: BusyDayMatter, _ random: inout SeededRandom) -> CalendarDate {
        let left = max(matter.stepCount - matter.step, 1)
        return (matter.today + (left * 5 + random.number(1...14))).onWeekday
    }

    private func items(of matter: BusyDayMatter, _ random: inout SeededRandom) -> BusyDayAction {
        let reopens = matter.openItems.isEmpty || random.number(1...6) == 1
        if reopens, !matter.doneItems.isEmpty { return .reopenItem(random.pick(matter.doneItems)) }
        if !matter.openItems.isEmpty { return .tickItem(random.pick(matter.openItems)) }
        return addNote(BusyDayTexts.inside, on: matter, &random)
    }

    private func document(of matter: BusyDayMatter, _ random: inout SeededRandom) -> BusyDayAction {
        let name = random.pick(BusyDayTexts.documents)
        guard matter.documentCount >= Self.documentsMax, let last = matter.lastDocument else {
            return .addDocument(name)
        }
        return .renameDocument(last, name + ", version \(random.number(2...9))")
    }

    private func task(of matter: BusyDayMatter, _ random: inout SeededRandom) -> BusyDayAction {
        let adds = matter.openTasks.isEmpty || random.number(1...3) == 1
        if adds, matter.taskCount < Self.tasksMax { return .addTask(random.pick(BusyDayTexts.tasks)) }
        guard !matter.openTasks.isEmpty else { return addNote(BusyDayTexts.inside, on: matter, &random) }
        return .completeTask(random.pick(matter.openTasks))
    }

    private func entry(of matter: BusyDayMatter, _ random: inout SeededRandom) -> BusyDayAction {
        guard matter.entryCount < Self.entriesMax else { return addNote(BusyDayTexts.inside, on: matter, &random) }
        if random.number(1...3) == 1 {
            let cost = random.pick(BusyDayTexts.disbursements)
            return .enterDisbursement(cost.text, price: FixedPoint(tenThousandths: cost.cents * 100))
        }
        // In units of six minutes.
        let hours = FixedPoint(tenThousandths: Int64(random.number(1...15)) * 1_000)
        return .enterTime(random.pick(BusyDayTexts.work), hours: hours)
    }

    /// Adds and removes agents and the other side only: clients, brokers and lenders sign in to the portal and keep their
    /// matters.
    private func party(of matter: BusyDayMatter, _ random: inout SeededRandom) -> BusyDayAction {
        let replaceable: Set<Int64> = [SeedIDs.agent, SeedIDs.otherSide]
        let removable = matter.parties.filter { replaceable.contains($0.role) }
        let isFull = matter.parties.count >= Self.partiesMax
        if removable.count > 1, isFull || random.number(1...3) == 1 {
            return .removeParty(link: random.pick(removable).link)
        }
        let isAgent = random.number(1...2) == 1
        let role = isAgent ? SeedIDs.agent : SeedIDs.otherSide
        let person = random.pick(isAgent ? FirmPeople.agents : FirmPeople.otherSides)
        let isParticipant = matter.parties.contains { $0.role == role && $0.link.hasSuffix("--\(person)") }
        return isParticipant || isFull
            ? addNote(BusyDayTexts.inside, on: matter, &random) : .addParty(role: role, person: person)
    }

    private func addNote(_ texts: [String], on matter: BusyDayMatter, _ random: inout SeededRandom) -> BusyDayAction {
        let text = random.pick(texts)
        guard matter.noteCount >= Self.notesMax, let last = matter.lastNote else { return .writeNote(text) }
        return .rewriteNote(last, text)
    }
}

/// One action on a matter.
enum BusyDayAction: Sendable, Equatable {
    case moveStep(to: Int)
    case settle(on: CalendarDate)
    case writeNote(String)
    case rewriteNote(Int64, String)
    case tickItem(Int64)
    case reopenItem(Int64)
    case addDocument(String)
    case renameDocument(Int64, String)
    case addTask(String)
    case completeTask(Int64)
    case enterTime(String, hours: FixedPoint)
    case enterDisbursement(String, price: FixedPoint)
    case addParty(role: Int64, person: Int64)
    case removeParty(link: String)
    case close
    /// Reopens a closed matter at a step.
    case reopen(at: Int)
}
