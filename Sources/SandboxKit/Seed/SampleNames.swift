/// Invented names; every mail domain ends in a reserved `.example`.
package enum SampleNames {
    package static let first = [
        "Kim", "Amelia", "Oliver", "Mei", "Jack", "Priya", "Noah", "Sofia", "Liam", "Hannah", "Arjun", "Chloe",
        "Ethan", "Grace", "Mateo", "Isla", "Lucas", "Zara", "Henry", "Aisha", "Thomas", "Ruby", "Daniel", "Nadia",
        "Samuel", "Elena", "Hugo", "Maya", "Oscar", "Leila", "Finn", "Anika", "Joel", "Tessa", "Marcus", "Ivy",
        "Rohan", "Clara", "Dylan", "Freya", "Patrick", "Yuki", "Adam", "Bianca", "Callum", "Dana", "Erik", "Farah",
        "George", "Helen", "Imran", "Jodie", "Kieran", "Lara", "Miles", "Nina", "Owen", "Paula", "Quentin", "Rosa",
        "Simon", "Talia", "Umar", "Vera", "Wesley", "Xanthe", "Yasmin", "Zoe", "Bruno", "Carmen", "Declan", "Esther",
        "Felix", "Gina",
    ]
    package static let last = [
        "Hunt", "Walker", "Nguyen", "Patel", "Campbell", "Rossi", "Chen", "Murphy", "Singh", "Fraser", "Kowalski",
        "Reid", "Haddad", "Tanaka", "Bennett", "Okoye", "Larsen", "Whitfield", "Moreno", "Gallagher", "Iyer", "Sutton",
        "Petrov", "Barlow", "Costa", "Delaney", "Eriksen", "Fonseca", "Grantham", "Holloway", "Ibrahim", "Jansen",
        "Keating", "Lindqvist", "Maddox", "Novak", "Osborne", "Pereira", "Quigley", "Ramsay", "Santos", "Thornton",
        "Underwood", "Vasquez", "Winslow", "Yates", "Zielinski", "Ashby", "Blackwood", "Corrigan", "Dunstan", "Ellery",
        "Fairfax", "Goodwin", "Hartley", "Ingham", "Jephcott", "Kirkby", "Lockhart", "Merrick", "Norris", "Oakley",
        "Penrose", "Radford", "Sheldon", "Tilney", "Upton", "Vickers", "Wexford", "Yardley", "Attwood", "Bramwell",
        "Calloway",
    ]
    package static let streets = [
        "Wattle Street", "Jacaranda Avenue", "Banksia Court", "Harbour View Road", "Ironbark Drive", "Lorikeet Place",
        "Sandpiper Crescent", "Bellbird Lane", "Grevillea Street", "Coral Tree Way", "Paperbark Close", "Magpie Rise",
        "Blue Gum Terrace", "Kookaburra Street", "Silver Ash Road", "Orchid Parade",
    ]
    package static let suburbs: [(name: String, postCode: String)] = [
        ("Ashgrove", "4060"), ("Bardon", "4065"), ("Camp Hill", "4152"), ("Chermside", "4032"), ("Coorparoo", "4151"),
        ("Indooroopilly", "4068"), ("Kedron", "4031"), ("Mitchelton", "4053"), ("New Farm", "4005"),
        ("Paddington", "4064"), ("Springfield Lakes", "4300"), ("Sunnybank", "4109"), ("The Gap", "4061"),
        ("Wynnum", "4178"),
    ]
    package static let estates = ["Riverstone Rise", "Kestrel Park", "Saltwater Green", "Orchard Hill"]

    /// The person with a number; the first repetition of a name follows after all pairs of names.
    /// - Parameter domain: of a colleague's mail address; nil for a private one, which distinguishes namesakes.
    package static func person(_ number: Int, at domain: String? = nil) -> DemoPeople.Person {
        let pairs = first.count * last.count
        let place = number % pairs * 1_009 % pairs
        let firstName = first[place % first.count]
        let lastName = last[place / first.count]
        let round = domain == nil ? number / pairs : 0
        let host = domain ?? ["mailbox.example", "letterbox.example", "postbox.example"][number % 3]
        let email = (firstName + "." + lastName).lowercased() + (round == 0 ? "" : String(round + 1)) + "@" + host
        return .init(firstName: firstName, lastName: lastName, email: email)
    }
}
