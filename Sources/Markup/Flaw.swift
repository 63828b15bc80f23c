/// The first place at which a document stops being well-formed; line and column count from 1.
package struct Flaw: Sendable, Equatable {
  package let line: Int
  package let column: Int
  /// One sentence for the person who wrote the document.
  package let message: String

  init(line: Int, column: Int, message: String) {
    self.line = line
    self.column = column
    self.message = message
  }

  /// The place of a byte: lines end at line feeds, columns count Unicode scalars.
  init(at offset: Int, in bytes: [UInt8], message: String) {
    let before = bytes.prefix(max(0, offset))
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    line = before.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
    column = before[lineStart...].reduce(1) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    self.message = message
  }
}
