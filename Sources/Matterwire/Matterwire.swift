@main struct Matterwire { static func main() {} }
