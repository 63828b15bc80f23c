import CPostgres
import Glibc

/// Finds out whether a server that says nothing is only busy, or stands still while another has taken its place.
///
/// A machine whose disk or processor has stopped keeps its connections open, and its kernel acknowledges what is sent, so that no setting of
/// TCP notices. No limit of time would do either: a step of the schema may take minutes, and a commit may wait for another machine. So whoever
/// has waited for long asks the servers which of them takes writes now, and whether the session is there.
struct ServerPulse: Sendable {
  let address: PostgresAddress

  /// How long an answer is waited for before the first question, and between two of them.
  static let patienceMilliseconds: Int32 = 5_000

  /// Whether the server that takes writes now does not know this session. False where no server can be asked: then nothing is better than
  /// to wait. Blocks, for a server that stands still too until `connect_timeout`.
  func hasLost(session process: Int32) -> Bool {
    guard let handle = address.connect([]) else { return false }
    defer { PQfinish(handle) }
    guard PQstatus(handle) == CONNECTION_OK else { return false }
    let result = PQexec(handle, "SELECT count(*) FROM pg_stat_activity WHERE pid = \(process)")
    defer { PQclear(result) }
    guard PQresultStatus(result) == PGRES_TUPLES_OK, let count = PQgetvalue(result, 0, 0) else { return false }
    return String(cString: count) == "0"
  }

  /// Waits until something can be read, or written where that is wanted too. False when nothing happened for as long as patience lasts.
  static func waits(for socket: Int32, toWrite: Bool) -> Bool {
    var descriptor = pollfd(fd: socket, events: Int16(POLLIN) | (toWrite ? Int16(POLLOUT) : 0), revents: 0)
    return poll(&descriptor, 1, patienceMilliseconds) != 0
  }
}
