import CPostgres
import SQLEngine

/// One session with the server, in libpq's pipeline mode for all its life: what is sent gathers until somebody waits for an answer, and
/// then travels in one go. Used by one thread only.
///
/// Each `…Soon` function only queues. ``answer()`` sends everything with a synchronisation point behind it and returns the last answer.
final class PostgresPipe {
  private let handle: OpaquePointer
  private let pulse: ServerPulse
  /// Octets that were queued since the last synchronisation, about.
  private var unsent = 0
  /// libpq sends by itself what is more than its buffer of eight kibibytes, and a server that has no synchronisation behind it waits for the rest
  /// without end, whatever its transaction holds.
  private static let mostUnsent = 6_000
  /// Whether the server warned of something since answers were last waited for.
  private(set) var hasWarning = false
  /// What was queued since the last answer, in order.
  private var awaited: [Awaited] = []
  /// Why the session is of no more use.
  private(set) var loss: PostgresAccident?

  private enum Awaited {
    /// A message of which one result is expected, or none and then an end.
    case answer
    case synchronisation
  }

  /// Opens a session. Blocks until the server has answered.
  init(_ address: PostgresAddress, settings: [(name: String, value: String)]) throws(PostgresOpenError) {
    guard let handle = address.connect(settings) else { throw .unreachable(reason: "there is not enough memory") }
    // Notices are for people at a prompt; until the session stands nothing hangs on them.
    PQsetNoticeReceiver(handle, { _, _ in }, nil)
    guard PQstatus(handle) == CONNECTION_OK, PQsetnonblocking(handle, 1) == 0, PQenterPipelineMode(handle) == 1 else {
      let reason = PostgresAddress.line(String(cString: PQerrorMessage(handle)))
      PQfinish(handle)
      throw .unreachable(reason: reason)
    }
    self.handle = handle
    pulse = ServerPulse(address: address)
    // The session ends with this object, and the receiver with the session.
    PQsetNoticeReceiver(handle, { pipe, result in PostgresPipe.notice(result, for: pipe) }, Unmanaged.passUnretained(self).toOpaque())
  }

  private static func notice(_ result: OpaquePointer?, for pipe: UnsafeMutableRawPointer?) {
    guard let pipe, let severity = PQresultErrorField(result, Int32(UInt8(ascii: "V"))), String(cString: severity) == "WARNING" else {
      return
    }
    Unmanaged<PostgresPipe>.fromOpaque(pipe).takeUnretainedValue().hasWarning = true
  }

  deinit {
    PQfinish(handle)
  }

  var socket: Int32 { PQsocket(handle) }

  /// Whether the server has not closed the session meanwhile, as far as is known here.
  var isAlive: Bool {
    if loss == nil, NotificationSocket.isHungUp(socket) || PQconsumeInput(handle) != 1 { lose() }
    return loss == nil
  }

  /// Queues a statement without values.
  func runSoon(_ text: String) {
    queue(PQsendQueryParams(handle, text, 0, nil, nil, nil, nil, 0), octets: text.utf8.count)
  }

  /// Queues the preparation of a statement, and the question what it takes and gives.
  func prepareSoon(_ name: String, _ text: String, types: [Oid]) {
    queue(types.withUnsafeBufferPointer { PQsendPrepare(handle, name, text, Int32($0.count), $0.baseAddress) })
    queue(PQsendDescribePrepared(handle, name))
  }

  /// Queues a prepared statement with its values.
  func runSoon(_ name: String, _ values: BoundValues) {
    queue(
      values.withPointers { pointers in
        PQsendQueryPrepared(handle, name, Int32(values.count), pointers, nil, nil, 0)
      }, octets: values.octets)
  }

  /// Sends what is queued without waiting for its answers; they are read before the next ones.
  func flush() {
    guard loss == nil else { return }
    guard PQpipelineSync(handle) == 1 else { return lose() }
    awaited.append(.synchronisation)
    unsent = 0
    _ = PQflush(handle)
  }

  /// Sends what is queued and waits for all answers: one for each message, in order, or the first error among them.
  func answers() throws(PostgresAccident) -> [PostgresAnswer] {
    hasWarning = false
    flush()
    if let loss { throw loss }
    var answers: [PostgresAnswer] = []
    var accident: PostgresAccident?
    while !awaited.isEmpty {
      switch awaited.removeFirst() {
      case .answer:
        guard let answer = next() else { break }
        if accident == nil { accident = answer.accident }
        answers.append(answer)
      case .synchronisation:
        readSynchronisation()
      }
      if let loss { throw loss }
    }
    if let accident {
      if accident.isLoss { loss = accident }
      throw accident
    }
    return answers
  }

  /// Reads what has come in without being asked for: whether another session told of a commit. Does not block.
  func takeNotices() -> Bool {
    guard PQconsumeInput(handle) == 1 else {
      lose()
      return false
    }
    var isTold = false
    while let notice = PQnotifies(handle) {
      PQfreemem(notice)
      isTold = true
    }
    return isTold
  }

  /// One message's result; the end of its results is read with it.
  private func next() -> PostgresAnswer? {
    guard let result = result() else {
      lose()
      return nil
    }
    let answer = PostgresAnswer(result)
    // Ends only where the connection does or the message's results do.
    while let more = self.result() { PQclear(more) }
    if PQstatus(handle) == CONNECTION_BAD { lose(answer.accident) }
    return answer
  }

  private func readSynchronisation() {
    guard let result = result() else { return lose() }
    let isExpected = PQresultStatus(result) == PGRES_PIPELINE_SYNC
    PQclear(result)
    if !isExpected { lose() }
  }

  /// libpq's next result, or the nil that stands between two messages; nil as well where the connection is of no more use.
  ///
  /// libpq itself would wait for ever for a server that stands still.
  private func result() -> OpaquePointer? {
    while loss == nil, PQisBusy(handle) == 1 {
      let hasMoreToSend = PQflush(handle) == 1
      // Under TLS it may hold what has come in already, and nothing more would come to wake whoever waits.
      guard PQconsumeInput(handle) == 1, PQisBusy(handle) == 1 else { break }
      if !ServerPulse.waits(for: socket, toWrite: hasMoreToSend), pulse.hasLost(session: PQbackendPID(handle)) {
        lose(PostgresAccident(state: "", message: "the server stands still, and another one has taken its place"))
        return nil
      }
    }
    return loss == nil ? PQgetResult(handle) : nil
  }

  private func queue(_ isQueued: Int32, octets: Int = 0) {
    guard loss == nil else { return }
    guard isQueued == 1 else { return lose() }
    awaited.append(.answer)
    unsent += octets + 100
    if unsent > Self.mostUnsent { flush() }
  }

  private func lose(_ accident: PostgresAccident? = nil) {
    guard loss == nil else { return }
    let words = PostgresAddress.line(String(cString: PQerrorMessage(handle)))
    loss = PostgresAccident(state: "", message: accident?.message ?? (words.isEmpty ? "the connection was lost" : words))
    awaited.removeAll()
  }
}
