import Matters
import SandboxKit

/// What the staff do on a busy day: the `n`th change follows from the seed, `n` and the matter as it stands, and from
/// nothing else.
///
/// The weights keep a world alive for hours: matters move on and are closed, one closed matter in three is opened
/// again when it is looked at, and what would pile up is changed instead of added to.
struct BusyDay: Sendable {
    /// A matter with so many notes has its last one rewritten.
    static let notesMax = 60
    static let documentsMax = 12
    static let partiesMax = 9
    static let tasksMax = 30
    static let entriesMax = 40
    /// One change in so many opens a matter, until a world has grown by `openedMax`.
    static let openingEvery = 60
    static let openedMax = 100
    /// Two changes in three are about the matters on the desk, so that somebody who watches one sees it move.
    static let deskMatters = 40

    let seed: UInt64

    func opensMatter(_ n: Int, opened: Int) -> Bool {
        var random = SeededRandom(seed: seed ^ 0x6F70_656E, stream: n)
        return opened < Self.openedMax && random.number(1...Self.openingEvery) == 1
    }

    /// The place of the matter that the `n`th change is about, from 0, in the order of their numbers.
    func place(_ n: Int, among matters: Int) -> Int {
        var random = SeededRandom(seed: seed ^ 0x706C_6163, stream: n)
        let isOnDesk = random.number(1...3) > 1
        return random.number(0...(max(isOnDesk ? min(matters, Self.deskMatters) : matters, 1) - 1))
    }

    func action(_ n: Int, on matter: PlayedMatter) -> PlayAction {
        var random = SeededRandom(seed: seed, stream: n)
        if matter.isClosed {
            return random.number(1...3) == 1
                ? .reopen(at: min(2, matter.stepCount)) : note(PlayWords.late, on: matter, &random)
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
        case 77...88: return note(PlayWords.visible(step: matter.step, of: matter.stepCount), on: matter, &random)
        default: return note(PlayWords.inside, on: matter, &random)
        }
    }

    private func forward(_ matter: PlayedMatter) -> PlayAction {
        matter.step < matter.stepCount ? .moveStep(to: matter.step + 1) : .close
    }

    /// Two to nine weeks off for a matter that begins, days for one that is nearly there; never on a weekend.
    private func settlement(of matter: PlayedMatter, _ random: inout SeededRandom) -> CalendarDate {
        let left = max(matter.stepCount - matter.step, 1)
        let days = matter.today.daysSinceEpoch + Int64(left * 5 + random.number(1...14))
        let date = CalendarDate(daysSinceEpoch: days)
        return date.weekday > 4 ? CalendarDate(daysSinceEpoch: days + Int64(7 - date.weekday)) : date
    }

    private func items(of matter: PlayedMatter, _ random: inout SeededRandom) -> PlayAction {
        let reopens = matter.openItems.isEmpty || random.number(1...6) == 1
        if reopens, !matter.doneItems.isEmpty { return .reopenItem(random.pick(matter.doneItems)) }
        if !matter.openItems.isEmpty { return .tickItem(random.pick(matter.openItems)) }
        return note(PlayWords.inside, on: matter, &random)
    }

    private func document(of matter: PlayedMatter, _ random: inout SeededRandom) -> PlayAction {
        let name = random.pick(PlayWords.documents)
        guard matter.documentCount >= Self.documentsMax, let last = matter.lastDocument else {
            return .addDocument(name)
        }
        return .renameDocument(last, name + ", version \(random.number(2...9))")
    }

    private func task(of matter: PlayedMatter, _ random: inout SeededRandom) -> PlayAction {
        let adds = matter.openTasks.isEmpty || random.number(1...3) == 1
        if adds, matter.taskCount < Self.tasksMax { return .addTask(random.pick(PlayWords.tasks)) }
        guard !matter.openTasks.isEmpty else { return note(PlayWords.inside, on: matter, &random) }
        return .completeTask(random.pick(matter.openTasks))
    }

    private func entry(of matter: PlayedMatter, _ random: inout SeededRandom) -> PlayAction {
        guard matter.entryCount < Self.entriesMax else { return note(PlayWords.inside, on: matter, &random) }
        if random.number(1...3) == 1 {
            let outlay = random.pick(PlayWords.outlays)
            return .enterDisbursement(outlay.text, price: FixedPoint(tenThousandths: outlay.cents * 100))
        }
        // In units of six minutes, as lawyers count.
        let hours = FixedPoint(tenThousandths: Int64(random.number(1...15)) * 1_000)
        return .enterTime(random.pick(PlayWords.work), hours: hours)
    }

    /// Agents and the other side come and go; clients, brokers and lenders, who sign in to the portal, stay.
    private func party(of matter: PlayedMatter, _ random: inout SeededRandom) -> PlayAction {
        let passing: Set<Int64> = [SeedIDs.agent, SeedIDs.otherSide]
        let removable = matter.parties.filter { passing.contains($0.role) }
        let isFull = matter.parties.count >= Self.partiesMax
        if removable.count > 1, isFull || random.number(1...3) == 1 {
            return .removeParty(link: random.pick(removable).link)
        }
        let isAgent = random.number(1...2) == 1
        let role = isAgent ? SeedIDs.agent : SeedIDs.otherSide
        let person = random.pick(isAgent ? FirmPeople.agents : FirmPeople.otherSides)
        let isThere = matter.parties.contains { $0.role == role && $0.link.hasSuffix("--\(person)") }
        return isThere || isFull
            ? note(PlayWords.inside, on: matter, &random) : .addParty(role: role, person: person)
    }

    private func note(_ texts: [String], on matter: PlayedMatter, _ random: inout SeededRandom) -> PlayAction {
        let text = random.pick(texts)
        guard matter.noteCount >= Self.notesMax, let last = matter.lastNote else { return .writeNote(text) }
        return .rewriteNote(last, text)
    }
}
