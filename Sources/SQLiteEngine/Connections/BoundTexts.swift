/// The texts that are bound to a statement, one after another in memory of ours, where SQLite reads them for as long as they are bound: to copy
/// each would cost a piece of its memory for every value of every row.
struct BoundTexts {
  private var memory: UnsafeMutableRawBufferPointer
  private var used = 0

  /// What is kept for the statement's next use; a picture or an import may take more for a while.
  private static let mostKept = 64 * 1024

  init() {
    memory = .allocate(byteCount: 256, alignment: 1)
  }

  /// Makes room for so many octets. Nothing may be bound.
  mutating func begin(octets: Int) {
    used = 0
    guard octets > memory.count else { return }
    memory.deallocate()
    memory = .allocate(byteCount: max(octets, min(octets * 2, Self.mostKept)), alignment: 1)
  }

  /// Puts down a text; where it stands is never null, which would bind null.
  mutating func add(_ text: String) -> (start: UnsafePointer<CChar>?, count: Int) {
    var text = text
    let rest = UnsafeMutableRawBufferPointer(rebasing: memory[used...])
    let count = text.withUTF8 { octets in
      rest.copyMemory(from: UnsafeRawBufferPointer(octets))
      return octets.count
    }
    defer { used += count }
    return (memory.assumingMemoryBound(to: CChar.self).baseAddress.map { UnsafePointer($0 + used) }, count)
  }

  /// Nothing is bound any more.
  mutating func end() {
    guard memory.count > Self.mostKept else { return }
    memory.deallocate()
    self = BoundTexts()
  }

  func free() { memory.deallocate() }
}
