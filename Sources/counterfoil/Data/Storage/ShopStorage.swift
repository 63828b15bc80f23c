import SQLEngine

/// Which engine keeps a shop's data, and everything that follows from that. ``SQLiteStorage`` and ``PostgresStorage`` are all there are;
/// nothing else in the program asks which of them it is.
protocol ShopStorage: Sendable {
  /// Where the data are, for people: never with a user's name or password.
  var name: String { get }

  /// Whether the data lie on this machine's disk and only one process may open them: then commands reach a server through its socket, and
  /// a full disk is the shop's trouble.
  var isOwnFile: Bool { get }

  /// Opens the data, or makes them. Throws the engine's own words on what is in the way.
  func open(_ tuning: EngineTuning) async throws -> any ManagedDatabase

  /// Whether ``open(_:)`` may do better in a moment: somebody is about to let go, or a server is only starting.
  func passes(_ error: any Error) -> Bool

  /// How long a server waits at its start for data that may be there in a moment.
  var patience: Duration { get }

  /// Whether it is known without opening that there is no shop.
  var isMissing: Bool { get }

  /// Copies the data as they were at one moment into a new SQLite file, while they are being used.
  func copy(to file: String) async throws

  /// Brings the data of a SQLite file to where there are none yet, as ``received``.
  ///
  /// - Parameter scratch: a path at which files may be made meanwhile.
  /// - Throws: ``CommandFailure`` where something is there already; nothing was changed then.
  func receive(_ file: String, scratch: String) async throws

  /// What ``receive(_:scratch:)`` brought, while nobody can take it for a shop: neither whoever serves nor whoever looks.
  var received: any ShopStorage { get }

  /// Gives what was received and checked the place from which it is served. Nobody may have it open.
  func settle() throws

  /// Throws these data away, which turned out to be of no use.
  func discard() async
}

/// How the data are opened; a shop that sells has it all as it is here.
struct EngineTuning: Sendable {
  /// Requests that one commit may carry; nil for the engine's own.
  var maximumBatch: Int?
  /// A pause after each commit, as if the disk took that much longer to flush.
  var flushDelayMilliseconds = 0
  /// Whether a read may take a day, as that of a whole shop does.
  var allowsLongReads = false
  /// Whether nobody else may use the data meanwhile; on SQLite nobody ever may.
  var isAlone = false

  /// For whoever copies everything.
  static let longReads = EngineTuning(allowsLongReads: true)

  /// What the environment says; the benchmark turns these, a shop never does.
  static func read() throws -> EngineTuning {
    EngineTuning(
      maximumBatch: try Surroundings.number("MAXIMUM_BATCH").map { max(1, $0) },
      flushDelayMilliseconds: max(0, try Surroundings.number("FLUSH_DELAY_MILLISECONDS") ?? 0))
  }
}

extension ShopStorage {
  static var dayMilliseconds: Int { 86_400_000 }
}
