import Synchronization

/// Says how far a move is, to whoever watches.
final class MoveProgress: Sendable {
  private let drawn = Mutex(Int64(-1))

  /// What is being done from now on.
  func begin(_ words: String) {
    drawn.withLock { $0 = -1 }
    if Console.isWatched { Console.complain(words) }
  }

  /// Draws a bar again when it has grown by a thousandth.
  func step(_ done: Int64, of total: Int64) {
    guard total > 0 else { return }
    let share = done.multipliedReportingOverflow(by: 1000).partialValue / total
    drawn.withLock { drawn in
      guard share > drawn else { return }
      drawn = share
      Console.progress(done, of: total)
    }
  }
}
