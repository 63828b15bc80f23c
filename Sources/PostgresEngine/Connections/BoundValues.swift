import SQLEngine

/// A statement's values as libpq takes them: texts that end in a zero byte.
struct BoundValues {
  private var bytes: [CChar] = []
  /// Where each text starts; nil for null.
  private var starts: [Int?] = []

  /// - Throws: ``EngineError/statement(_:)`` for a text with U+0000, which PostgreSQL cannot hold; nothing from outside may get this far.
  init(_ statement: SQL) throws(EngineError) {
    try statement.forEachValue { (value) throws(EngineError) in
      switch value {
      case .null: starts.append(nil)
      case .integer(let integer): append(String(integer))
      case .text(let text):
        guard !text.utf8.contains(0) else { throw .statement("A text holds the character U+0000.") }
        append(text)
      }
    }
  }

  var count: Int { starts.count }

  /// How many octets all values have.
  var octets: Int { bytes.count }

  func withPointers<Result>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { buffer in
      let pointers = starts.map { start in start.flatMap { start in buffer.baseAddress.map { $0 + start } } }
      return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }
  }

  private mutating func append(_ text: String) {
    starts.append(bytes.count)
    bytes.append(contentsOf: text.utf8.lazy.map { CChar(bitPattern: $0) })
    bytes.append(0)
  }
}
