/// The people whom a demonstration signs in as; they are in every world, whatever its seed.
package struct DemoPeople: Sendable {
    package struct Person: Sendable, Equatable {
        package let firstName: String
        package let lastName: String
        package let email: String
    }

    package static let staff = Person(firstName: "Ana", lastName: "Ng", email: "ana.ng@riverbendconveyancing.example")
    package static let broker = Person(
        firstName: "Priya", lastName: "Nair", email: "priya.nair@coastlinebrokers.example")
    package static let mortgageManager = Person(
        firstName: "Tom", lastName: "Fields", email: "tom.fields@harbourmortgages.example")
    package static let developer = Person(firstName: "Lena", lastName: "Hart", email: "lena.hart@riverstone.example")
    package static let client = Person(firstName: "Kim", lastName: "Hunt", email: "kim.hunt@mailbox.example")
}
