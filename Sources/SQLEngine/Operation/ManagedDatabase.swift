/// A database as whoever runs a shop sees it: whether it is safe, sound and at work.
package protocol ManagedDatabase: Database {
  /// Why no write is acknowledged any more although the database is open; the way out is to open it anew, so a server should end. Nil
  /// while it works, and on an engine that comes back by itself.
  var failure: EngineError? { get }

  /// What the writer of this process has done so far.
  var writeFigures: WriteFigures { get }

  /// Writes of this process that are waiting at the moment.
  var waitingWrites: Int { get }

  /// Reads of this process that are waiting at the moment because all readers are busy.
  var waitingReads: Int { get }

  /// Which program keeps the data.
  func version() async throws -> EngineVersion

  /// The settings that durability and safety rest on, as the engine reports them.
  func settingsReadBack() async throws -> [EngineSetting]

  /// How copies of the data on other machines stand, a line each for people; empty where there are none.
  func replicationState() async throws -> [String]

  /// Has `look` run in the first transaction of each later writing session, before anything is written; what it throws ends that transaction.
  /// Without effect where one session lasts as long as the process has the data.
  func admitWriters(_ look: @escaping @Sendable (Transaction) throws -> Void) async throws

  /// Looks for damage in structure and indexes and for rows that point nowhere; empty when there is none. Slow on a large shop.
  func integrityCheck() async throws -> [String]

  /// Whether there is no table here, neither ours nor anybody else's.
  func isBlank() async throws -> Bool

  /// Makes room of what was deleted or overwritten in `tables` before now, so that it is not left lying in them.
  ///
  /// Returns whether all of it is gone; somebody who still looks at an older snapshot keeps some.
  func purge(_ tables: [String]) async throws -> Bool

  /// Runs `body` while no other process that uses the same data runs one.
  func exclusively<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result

  /// Answers what was accepted, accepts nothing more and gives the data up.
  func close() async
}

/// The program that keeps the data.
package struct EngineVersion: Sendable, Equatable {
  /// `SQLite`
  package let name: String
  /// `3.40.1`
  package let number: String
  /// What should be done about it; nil where nothing has to be.
  package let advice: String?

  package init(name: String, number: String, advice: String? = nil) {
    self.name = name
    self.number = number
    self.advice = advice
  }
}

/// A setting of the engine, as it reads back.
package struct EngineSetting: Sendable, Equatable {
  package let name: String
  package let value: String
  /// Whether acknowledged writes are safe with this value.
  package let isSafe: Bool

  package init(_ name: String, _ value: String, isSafe: Bool = true) {
    self.name = name
    self.value = value
    self.isSafe = isSafe
  }
}
