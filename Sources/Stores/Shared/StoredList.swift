import JSON
import SQLEngine

/// Lists that no query looks into, kept as JSON text.
enum StoredList {
  static func text(_ values: [String]) -> String {
    if values.isEmpty { return "[]" }
    return write { $0.array(values) { $0.string($1) } }
  }

  static func strings(_ text: String) throws -> [String] {
    try elements(text).map { json in
      guard case .string(let value) = json else { throw damaged }
      return value
    }
  }

  static func elements(_ text: String) throws -> [JSON] {
    if text == "[]" { return [] }
    guard case .array(let elements) = try JSON.read(Array(text.utf8)) else { throw damaged }
    return elements
  }

  static func write(_ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter(capacity: 256)
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  static func string(_ json: JSON, _ key: String) throws -> String {
    guard let text = stringOrNil(json, key) else { throw damaged }
    return text
  }

  static func stringOrNil(_ json: JSON, _ key: String) -> String? {
    if case .string(let text)? = json[key] { text } else { nil }
  }

  static let damaged = EngineError.statement("A stored list is not what the store wrote.")
}
