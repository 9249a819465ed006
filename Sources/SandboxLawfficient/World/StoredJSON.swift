import Webhooks

/// Reads JSON that the sandbox wrote itself.
enum StoredJSON {
    static func value(_ text: String) -> JSONValue { (try? JSONReader.parse(text)) ?? .null }
}
