import Glibc
import SQLEngine

/// A statement's values as libpq takes them: texts that end in a zero byte.
struct BoundValues {
  private var bytes: [UInt8] = []
  /// Where each text starts; nil for null.
  private var starts: [Int?] = []

  /// - Throws: ``EngineError/statement(_:)`` for a text with U+0000, which PostgreSQL cannot hold; nothing from outside may get this far.
  init(_ statement: SQL) throws(EngineError) {
    bytes.reserveCapacity(1024)
    starts.reserveCapacity(statement.values.count)
    for value in statement.values {
      switch value {
      case .null: starts.append(nil)
      case .integer(let integer): try append(String(integer))
      case .text(let text): try append(text)
      }
    }
  }

  var count: Int { starts.count }

  /// How many octets all values have.
  var octets: Int { bytes.count }

  func withPointers<Result>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result) -> Result {
    bytes.withUnsafeBytes { buffer in
      let texts = buffer.assumingMemoryBound(to: CChar.self).baseAddress
      let pointers = starts.map { start in start.flatMap { start in texts.map { $0 + start } } }
      return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }
  }

  private mutating func append(_ text: String) throws(EngineError) {
    starts.append(bytes.count)
    var text = text
    let isWhole = text.withUTF8 { utf8 in
      guard let start = utf8.baseAddress else { return true }
      bytes.append(contentsOf: utf8)
      return memchr(start, 0, utf8.count) == nil
    }
    guard isWhole else { throw .statement("A text holds the character U+0000.") }
    bytes.append(0)
  }
}
