private import Dispatch
import Glibc
import SQLEngine
import Synchronization

/// Hears of commits of all processes on a connection of its own, and passes them on as ticks. Whoever looks after a tick sees what was
/// committed; what happened while the connection was away is told by one tick when it is back.
final class CommitListener: Sendable {
  /// The channel on which writers tell that they committed.
  static let channel = "counterfoil_commits"

  private let thread: PostgresThread
  private let ticks: CommitTicks
  /// Written to when it is time to stop.
  private let wake: (read: Int32, write: Int32)
  private let isStopped = Atomic<Bool>(false)

  init(_ address: PostgresAddress, ticks: CommitTicks) throws(PostgresOpenError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0, fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0, fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0 else {
      throw .unreachable(reason: "there are no file descriptors left")
    }
    wake = (ends[0], ends[1])
    thread = PostgresThread("listener", address, settings: [("statement_timeout", "10000")])
    self.ticks = ticks
    thread.write { [self] connection in listen(on: connection) }
  }

  deinit {
    Glibc.close(wake.read)
    Glibc.close(wake.write)
  }

  /// Stops, and returns when the connection is closed.
  func close() async {
    isStopped.store(true, ordering: .releasing)
    var byte: UInt8 = 1
    _ = Glibc.write(wake.write, &byte, 1)
    await thread.close()
  }

  private func listen(on connection: PostgresConnection) {
    while !isStopped.load(ordering: .acquiring) {
      do {
        connection.failure = nil
        try connection.connect()
        connection.runSoon("LISTEN \(Self.channel)")
        _ = try connection.settle()
        ticks.tick()
        while !isStopped.load(ordering: .acquiring) {
          if try !connection.listen(wake: wake.read, atMost: 10_000) {
            guard !isStopped.load(ordering: .acquiring) else { break }
            // A server that stands still keeps the connection open, and only a question shows that another has taken its place.
            connection.runSoon("SELECT 1")
            _ = try connection.settle()
          }
          ticks.tick()
        }
      } catch {
        connection.disconnect()
        NotificationSocket.wait(-1, wake.read, 500)
      }
    }
  }
}
