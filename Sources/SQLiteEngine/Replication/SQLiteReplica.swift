private import Glibc
import SQLEngine
private import Synchronization

/// Keeps a copy of a database in another folder that is never more than a moment behind.
///
/// While a replica is attached it decides when the log is moved into the database file, and copies the rest of the log before that happens:
/// so nothing leaves the log that is not in the copy. Two threads meet here: the writer's, which tells of each commit and checkpoints, and
/// the one that copies.
final class SQLiteReplica: Sendable {
  private let log: WriteAheadLog
  private let parent: String
  /// The database file, kept open until the database is closed: closing any descriptor of it would drop SQLite's locks.
  private let database: Int32
  private let known: Mutex<Known>
  private let copying: Mutex<Copying>

  /// What the writer told last.
  struct Known {
    /// Counts the generations of the log since the replica was attached, from 1; 0 before the first commit into an empty log.
    var generation = 0
    var salts: [UInt8]?
    /// Frames up to the last commit.
    var frames = 0
    /// Why the copy has a gap and must begin anew; nil while it has none.
    var gap: String?
    /// Whether the database file is being copied, and must not change meanwhile.
    var isBaseBeingCopied = false
  }

  /// How far the copies are; whoever holds it reads the log, so that nothing is moved out of the log meanwhile.
  private struct Copying {
    var lines: [Followed] = []
  }

  private struct Followed {
    let line: ReplicaLine
    /// The generation that is being copied, counted from 1 in this line, and which of the writer's that is.
    var number = 0
    var generation = 0
    var octets = 0

    /// Whether what was copied still lies where it was put.
    var isThere: Bool { access(octets > 0 ? line.logPath(number) : line.folder, F_OK) == 0 || errno != ENOENT }
  }

  /// Beyond this the log is moved into the database whether it could be copied or not: 256 MiB (P21).
  static let mostFrames = 65_000

  init(database path: String, pageOctets: Int, frames: Int, parent: String) throws(EngineError) {
    log = WriteAheadLog(of: path, pageOctets: pageOctets)
    self.parent = parent
    database = open(path, O_RDONLY | O_CLOEXEC)
    guard database >= 0 else { throw ReplicaFile.failure(path) }
    known = Mutex(Known(generation: frames > 0 ? 1 : 0, salts: frames > 0 ? log.salts() : nil, frames: frames))
    copying = Mutex(Copying())
  }

  /// Only after every connection to the database is closed.
  func release() { close(database) }

  /// The writer committed, and the log holds so many frames now. Called on the writer's thread, before anything else is written. Answers
  /// whether the log has grown beyond all bounds, and has to be moved into the database at once.
  func noteCommit(frames: Int) -> Bool {
    let salts = log.salts()
    return known.withLock { known in
      if salts != known.salts {
        known.generation += 1
        known.salts = salts
      }
      known.frames = frames
      guard frames > Self.mostFrames else { return false }
      known.gap = known.gap ?? "the copy could not follow"
      return true
    }
  }

  /// Whether the log should be moved into the database file now.
  func wantsCheckpoint(after frames: Int) -> Bool { known.withLock { $0.frames >= frames && !$0.isBaseBeingCopied } }

  /// Why the copy has a gap; nil while it has none.
  var gap: String? { known.withLock(\.gap) }

  /// Copies what was committed since, and flushes it. Everything that was acknowledged before the call is in the copy when it returns.
  func ship() throws {
    try copying.withLock { copying in
      let target = known.withLock { $0 }
      if let gap = target.gap { throw mustBeginAnew(gap) }
      for index in copying.lines.indices { try follow(&copying.lines[index], to: target) }
    }
  }

  private func mustBeginAnew(_ gap: String) -> EngineError { .unavailable("The copy in \(parent) has to begin anew: \(gap).") }

  private func follow(_ followed: inout Followed, to target: Known) throws {
    guard followed.isThere else {
      let gap = "what was copied to \(followed.line.folder) is gone"
      known.withLock { $0.gap = $0.gap ?? gap }
      throw mustBeginAnew(gap)
    }
    guard target.generation > 0 else { return }
    if followed.generation != target.generation {
      // The earlier generation was copied to its end before the log could begin anew; where it was not, ``prepareCheckpoint()`` said so.
      followed = Followed(line: followed.line, number: followed.number + 1, generation: target.generation)
    }
    let end = log.octets(frames: target.frames)
    guard end > followed.octets else { return }
    // A log whose beginning is gone is never begun again in its midst.
    let file = try ReplicaFile(followed.line.logPath(followed.number), isBegun: followed.octets > 0)
    try log.read(from: followed.octets, to: end) { piece, offset in try file.write(piece, at: offset) }
    try file.flush()
    if followed.octets == 0 { try ReplicaFile.flush(folder: followed.line.folder) }
    followed.octets = end
  }

  /// Copies the rest before the log is moved into the database file, on the writer's thread. A copy that cannot be written has a gap from
  /// here on: the shop sells all the same.
  ///
  /// - Returns: whether the log may be moved now; false keeps it, to be copied at the next try.
  func prepareCheckpoint() -> Bool {
    if known.withLock({ $0.isBaseBeingCopied }) { return false }
    guard gap == nil else { return true }
    return (try? ship()) != nil
  }

  /// Begins a line, on the writer's thread: no checkpoint is under way then, and none comes until the database file is copied.
  ///
  /// - Parameter moment: as ``ReplicaLine/next(in:at:)`` has it.
  func beginLine(at moment: Int64) throws -> ReplicaLine {
    let line = ReplicaLine.next(in: parent, at: moment)
    guard mkdir(line.folder, 0o700) == 0 else { throw ReplicaFile.failure(line.folder) }
    copying.withLock { copying in
      let hadGap = known.withLock { known in
        defer { known.gap = nil }
        known.isBaseBeingCopied = true
        return known.gap != nil
      }
      // What has a gap cannot be followed any further; it can still be restored up to there.
      if hadGap { copying.lines.removeAll() }
      copying.lines.append(Followed(line: line))
    }
    return line
  }

  /// Copies the database file as it is, while commits go on into the log, and then what the log holds. The earlier line is followed until
  /// the new one is whole; it is kept, and those before it go. Blocks for as long as the copy takes.
  ///
  /// - Parameter files: what lies beside the database, by name.
  func finish(_ line: ReplicaLine, with files: [(name: String, bytes: [UInt8])]) throws {
    do {
      defer { known.withLock { $0.isBaseBeingCopied = false } }
      try ReplicaFile.flush(folder: parent)
      for file in files {
        let copy = try ReplicaFile("\(line.folder)/\(file.name)")
        try copy.write(file.bytes, at: 0)
        try copy.flush()
      }
      try copyBase(to: line)
      // The line counts from here on, so it must have everything that the one before it has.
      try ship()
      guard rename(line.basePath + ".partial", line.basePath) == 0 else { throw ReplicaFile.failure(line.basePath) }
      try ReplicaFile.flush(folder: line.folder)
    } catch {
      copying.withLock { copying in copying.lines.removeAll { $0.line.folder == line.folder } }
      line.remove()
      throw error
    }
    copying.withLock { copying in copying.lines.removeAll { $0.line.folder != line.folder } }
    let earlier = ReplicaLine.all(in: parent).filter { $0.folder != line.folder }
    let kept = earlier.last(where: \.isWhole)?.folder
    for old in earlier where old.folder != kept { old.remove() }
  }

  private func copyBase(to line: ReplicaLine) throws {
    var status = stat()
    guard fstat(database, &status) == 0 else { throw ReplicaFile.failure(line.basePath) }
    let copy = try ReplicaFile(line.basePath + ".partial")
    try WriteAheadLog.copy(database, from: 0, to: Int(status.st_size)) { piece, offset in try copy.write(piece, at: offset) }
    try copy.flush()
  }

  /// Whether there is a line without a gap.
  var isFollowed: Bool { gap == nil && copying.withLock { !$0.lines.isEmpty } }

  /// Octets of the database file now.
  var databaseOctets: Int {
    var status = stat()
    return fstat(database, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Octets of the logs of the line that is followed: what a restore has to apply.
  var followedOctets: Int {
    copying.withLock { copying in
      copying.lines.last.map { $0.line.logs().reduce(0) { sum, path in sum + Self.octets(of: path) } } ?? 0
    }
  }

  private static func octets(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}
