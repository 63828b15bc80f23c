private import Glibc
import SQLEngine

/// SQLite's write-ahead log as a file: what a copy of it has to know of its form.
///
/// A log begins with a header of 32 octets and holds frames of a page each. When everything in it was moved into the database file, the next
/// commit begins the log anew from its start, with other salts in the header: a new generation. Frames up to the last commit never change
/// within a generation.
struct WriteAheadLog: Sendable {
  let path: String
  /// Octets of a frame: a page and 24 before it.
  let frameOctets: Int

  static let headerOctets = 32

  init(of databasePath: String, pageOctets: Int) {
    path = databasePath + "-wal"
    frameOctets = pageOctets + 24
  }

  /// Octets of a log that holds so many frames.
  func octets(frames: Int) -> Int { frames == 0 ? 0 : Self.headerOctets + frames * frameOctets }

  /// What tells one generation from another; nil where there is no log yet.
  func salts() -> [UInt8]? {
    guard let descriptor = open() else { return nil }
    defer { close(descriptor) }
    return (try? Self.read(descriptor, from: 16, count: 8)) ?? nil
  }

  /// Hands out the octets from one place to another, piece by piece.
  ///
  /// - Throws: ``EngineError/unavailable(_:)`` when the log ends before that place or cannot be read.
  func read(from start: Int, to end: Int, _ take: (_ piece: [UInt8], _ offset: Int) throws -> Void) throws {
    guard start < end else { return }
    guard let descriptor = open() else { throw Self.failure("cannot be opened") }
    defer { close(descriptor) }
    try Self.copy(descriptor, from: start, to: end, take)
  }

  private func open() -> Int32? {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    return descriptor >= 0 ? descriptor : nil
  }

  /// Reads a part of an open file in pieces of a mebibyte.
  static func copy(_ descriptor: Int32, from start: Int, to end: Int, _ take: (_ piece: [UInt8], _ offset: Int) throws -> Void) throws {
    var offset = start
    while offset < end {
      guard let piece = try read(descriptor, from: offset, count: min(1 << 20, end - offset)) else {
        throw failure("is shorter than it was")
      }
      try take(piece, offset)
      offset += piece.count
    }
  }

  /// Exactly so many octets; nil where the file ends before.
  private static func read(_ descriptor: Int32, from start: Int, count: Int) throws -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let got = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress.map { $0 + done }, count - done, off_t(start + done)) }
      if got < 0 {
        if errno == EINTR { continue }
        throw failure(String(cString: strerror(errno)))
      }
      if got == 0 { return nil }
      done += got
    }
    return bytes
  }

  private static func failure(_ reason: String) -> EngineError { .unavailable("The database or its log cannot be copied: \(reason).") }
}
