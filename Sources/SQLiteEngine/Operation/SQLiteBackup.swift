private import Dispatch
import GRDB
private import Glibc
private import SQLEngine

extension SQLiteDatabase {
  /// Copies the database to a new file; see ``copy(_:to:)``.
  package func backup(to target: String) async throws { try await Self.copy(path, to: target) }

  /// Copies the database at `path` to a new file at `target` while it is being used: a snapshot of everything that was acknowledged when
  /// the copy began. The copy is checked and flushed, and has its name only once it is whole.
  ///
  /// Throws ``SQLiteOpenError/unreachable(path:reason:)`` when `target` exists or its folder cannot be written, and
  /// ``EngineError`` when the copy fails or is damaged.
  package static func copy(_ path: String, to target: String) async throws {
    guard access(target, F_OK) != 0 else { throw SQLiteOpenError.unreachable(path: target, reason: "it exists already") }
    let partial = target + ".partial"
    unlink(partial)
    do {
      try createPrivately(partial)
      try await translating { try await copy(from: path, to: partial) }
      let findings = try await findings("PRAGMA quick_check", path: partial)
      guard findings.isEmpty else { throw EngineError.unavailable("The copy is damaged: \(findings.joined(separator: "; "))") }
      try flush(partial)
      guard rename(partial, target) == 0 else { throw unreachable(target) }
      try flush(folder(of: target))
    } catch {
      unlink(partial)
      throw error
    }
  }

  /// Both ends are connections of their own. The source reads in one transaction, so writes go on and the copy is one moment's state.
  private static func copy(from path: String, to target: String) async throws {
    let source = try DatabaseQueue(path: path, configuration: SQLiteSettings(options: SQLiteOptions()).reader)
    let destination = try DatabaseQueue(path: target)
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      // The copy blocks its thread for as long as it takes, so it gets one that nobody else needs.
      DispatchQueue(label: "counterfoil.backup").async {
        continuation.resume(with: Swift.Result { try source.backup(to: destination) })
      }
    }
    try await destination.writeWithoutTransaction { database in
      // The copy brings the write-ahead mode along, which would need two more files beside it.
      try database.execute(sql: "PRAGMA journal_mode = DELETE")
    }
    try destination.close()
    try source.close()
  }

  private static func flush(_ path: String) throws(SQLiteOpenError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreachable(path) }
    defer { Glibc.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw unreachable(path) }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func unreachable(_ path: String) -> SQLiteOpenError {
    .unreachable(path: path, reason: String(cString: strerror(errno)))
  }
}
