import Webhooks

/// JSON that this program wrote itself.
enum StoredJSON {
    static func value(_ text: String) -> JSONValue { (try? JSONReader.parse(text)) ?? .null }
}
